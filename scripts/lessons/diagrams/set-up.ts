import { existsSync } from "node:fs";
import type { MarkdownSetup } from "#lessons/markdown/setup.ts";
import { checkFences } from "./check-fences.ts";
import { drawingVersion } from "./drawing/cache.ts";
import { renderDiagram } from "./drawing/render-diagram.ts";
import { stopDrawing } from "./drawing/thread.ts";
import { remarkDiagrams } from "./remark-diagrams.ts";

/**
 * Adds the plugin that draws the Mermaid fences of Markdown pages at build time. It draws all of those below the folders
 * before anything else, and fails a build with a message for each broken one: an error in a Markdown plugin is not
 * enough, Astro logs it and publishes an empty page.
 */
export async function setUpDiagrams(
  { command, processor, logger }: MarkdownSetup,
  folders: readonly string[],
): Promise<void> {
  const report = (messages: readonly string[]): void => {
    if (messages.length > 0 && command === "build") throw new Error(brokenDiagrams(messages));
    for (const message of messages) logger.warn(message);
  };
  processor.options.remarkPlugins.push([remarkDiagrams, { version: drawingVersion, render: renderDiagram, report }]);
  if (command === "sync") return;
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new Error(`There is no folder ${missing} with pages, in which diagrams could be.`);
  const { diagrams, messages } = await checkFences(folders, renderDiagram);
  await stopDrawing();
  report(messages);
  logger.info(`${diagrams} diagrams, ${messages.length} problems`);
}

function brokenDiagrams(messages: readonly string[]): string {
  const count = messages.length === 1 ? "1 problem" : `${messages.length} problems`;
  return `${count} in diagrams\n\n${messages.join("\n\n")}\n`;
}
