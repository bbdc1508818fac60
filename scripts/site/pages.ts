import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

/** An Astro integration with the pages of this folder, at the addresses that their paths say; Astro itself looks only below `srcDir`. */
export function sitePages(): AstroIntegration {
  return {
    name: "site-pages",
    hooks: {
      "astro:config:setup": async ({ injectRoute }) => {
        const pages = new URL("pages/", import.meta.url);
        const files = await Array.fromAsync(glob("**/*.astro", { cwd: fileURLToPath(pages) }));
        for (const file of files.map((name) => name.replaceAll("\\", "/")).sort()) {
          const pattern = `/${file.replace(/(^|\/)index\.astro$|\.astro$/, "")}`;
          injectRoute({ pattern, entrypoint: new URL(file, pages), prerender: true });
        }
      },
    },
  };
}
