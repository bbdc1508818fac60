import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AstroIntegration, ViteUserConfig } from "astro";
import { type Course, pathOf } from "#course/course.ts";
import { FONTS } from "./fonts.ts";

type VitePlugin = Extract<NonNullable<ViteUserConfig["plugins"]>[number], { name: string }>;

/** An Astro integration with the fonts and the pages of this folder, at the addresses that their paths say; Astro itself looks for pages only below `srcDir`. */
export function sitePages(course: Course, lessons: Readonly<Record<string, number>>): AstroIntegration {
  return {
    name: "checkride",
    hooks: {
      "astro:config:setup": async ({ addWatchFile, injectRoute, updateConfig }) => {
        updateConfig({ fonts: FONTS, vite: { plugins: [plannedLessons(lessons)] } });
        const pages = new URL("pages/", import.meta.url);
        const files = await Array.fromAsync(glob("**/*.astro", { cwd: fileURLToPath(pages) }));
        for (const file of files.map((name) => name.replaceAll("\\", "/")).sort()) {
          const pattern = `/${file.replace(/(^|\/)index\.astro$|\.astro$/, "")}`;
          injectRoute({ pattern, entrypoint: new URL(file, pages), prerender: true });
        }
        // The development server starts anew with the new words.
        addWatchFile(pathOf(course, course.glossary));
      },
    },
  };
}

/** A Vite plugin that tells pages how many lessons each level will have, as `virtual:checkride/lessons`. */
function plannedLessons(lessons: Readonly<Record<string, number>>): VitePlugin {
  const id = "virtual:checkride/lessons";
  return {
    name: "checkride-lessons",
    resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
    load: (wanted) => (wanted === `\0${id}` ? `export const planned = ${JSON.stringify(lessons)};` : undefined),
  };
}

/** A sitemap holds whole addresses: without a site there is none, and Starlight is kept from warning about it. */
export const noSitemap: AstroIntegration = { name: "@astrojs/sitemap", hooks: {} };
