import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isUnifiedProcessor } from "@astrojs/markdown-remark";
import type { AstroConfig, AstroIntegration } from "astro";
import { drawingVersion } from "./drawing/cache.ts";
import { checkFences } from "./check-fences.ts";
import { stopDrawing } from "./drawing/thread.ts";
import { remarkDiagrams, type RemarkDiagramsOptions } from "./remark-diagrams.ts";
import { renderDiagram } from "./drawing/render-diagram.ts";

/**
 * An Astro integration that draws the Mermaid fences of Markdown pages at build time. It draws all of those below
 * `contentDir` (one folder or several, from the project's root) before anything else, and fails a build with a message
 * for each broken one: an error in a Markdown plugin is not enough, Astro logs it and publishes an empty page.
 */
export function diagrams({ contentDir }: { contentDir: string | readonly string[] }): AstroIntegration {
  return {
    name: "diagrams",
    hooks: {
      "astro:config:setup": async ({ command, config, logger }) => {
        if (command === "preview") return;
        const report = (messages: readonly string[]): void => {
          if (messages.length > 0 && command === "build") throw new Error(brokenDiagrams(messages));
          for (const message of messages) logger.warn(message);
        };
        usePlugin(config, { version: drawingVersion, render: renderDiagram, report });
        if (command === "sync") return;
        const folders = [contentDir].flat().map((folder) => existingFolder(config, folder));
        const { diagrams, messages } = await checkFences(folders, renderDiagram);
        await stopDrawing();
        report(messages);
        logger.info(`${diagrams} diagrams, ${messages.length} problems`);
      },
    },
  };
}

function usePlugin({ markdown: { processor } }: AstroConfig, options: RemarkDiagramsOptions): void {
  if (!isUnifiedProcessor(processor)) {
    throw new Error(
      `astro.config.mjs: markdown.processor is ${processor.name}; expected unified() of @astrojs/markdown-remark, which runs the plugin that draws diagrams`,
    );
  }
  processor.options.remarkPlugins.push([remarkDiagrams, options]);
}

function existingFolder({ root }: AstroConfig, folder: string): string {
  const path = fileURLToPath(new URL(folder, root));
  if (!existsSync(path))
    throw new Error(`astro.config.mjs: diagrams: contentDir "${folder}" does not exist; looked for ${path}`);
  return path;
}

function brokenDiagrams(messages: readonly string[]): string {
  const count = messages.length === 1 ? "1 problem" : `${messages.length} problems`;
  return `${count} in diagrams\n\n${messages.join("\n\n")}\n`;
}
