import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MarkdownSetup } from "#lessons/markdown/setup.ts";
import { checkFences } from "./check-fences.ts";
import { drawingVersion } from "./drawing/cache.ts";
import { renderDiagram } from "./drawing/render-diagram.ts";
import { stopDrawing } from "./drawing/thread.ts";
import { remarkDiagrams } from "./remark-diagrams.ts";

/**
 * Adds the plugin that makes figures of the Mermaid fences and the pictures of Markdown pages at build time. It makes all of
 * those below the folders before anything else, and fails a build with a message for each broken one: an error in a Markdown plugin is not
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
  processor.options.remarkPlugins.push([
    remarkDiagrams,
    { version: await versionOf(folders), render: renderDiagram, report },
  ]);
  if (command === "sync") return;
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new Error(`There is no folder ${missing} with pages, in which diagrams could be.`);
  const { diagrams, messages } = await checkFences(folders, renderDiagram);
  await stopDrawing();
  report(messages);
  logger.info(`${diagrams} diagrams, ${messages.length} problems`);
}

/** Changes with what diagrams are drawn by, and with every picture. */
async function versionOf(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(drawingVersion);
  for (const folder of folders) {
    const names = await Array.fromAsync(glob("**/*.svg", { cwd: folder }));
    for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 32);
}

function brokenDiagrams(messages: readonly string[]): string {
  const count = messages.length === 1 ? "1 problem" : `${messages.length} problems`;
  return `${count} in diagrams\n\n${messages.join("\n\n")}\n`;
}
