import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fontPackage from "@fontsource/b612/package.json" with { type: "json" };
import jsdomPackage from "jsdom/package.json" with { type: "json" };
import mermaidPackage from "mermaid/package.json" with { type: "json" };
import { readText } from "#course/read-text.ts";
import type { Diagram } from "#lessons/diagrams/diagram.ts";

/** The folder where drawn diagrams are kept from one build to the next. */
export const cacheFolder = new URL("../../../../.cache/diagrams/", import.meta.url);

/**
 * Changes with everything that a drawing depends on besides its source: the packages that draw and measure, and the
 * modules of diagrams and fonts.
 */
export const drawingVersion = digest([
  ...[mermaidPackage, jsdomPackage, fontPackage].map(({ name, version }) => `${name}@${version}`),
  ...modules().map((path) => readFileSync(path, "utf8")),
]);

/** The drawing of a source as it was kept; undefined when it has to be drawn. */
export async function readKept(folder: URL, source: string): Promise<Diagram | undefined> {
  try {
    return JSON.parse(await readText(fileOf(folder, source))) as Diagram;
  } catch {
    // Not there, or not readable: drawing it again mends both.
    return undefined;
  }
}

/** Keeps a drawing; a reader never sees half a file. */
export async function keep(folder: URL, source: string, diagram: Diagram): Promise<void> {
  const file = fileOf(folder, source);
  const unfinished = new URL(`${file.href}.${process.pid}`);
  await mkdir(folder, { recursive: true });
  await writeFile(unfinished, JSON.stringify(diagram));
  await rename(unfinished, file);
}

function fileOf(folder: URL, source: string): URL {
  return new URL(`${digest([drawingVersion, source])}.json`, folder);
}

function digest(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 32);
}

function modules(): string[] {
  return ["../../diagrams/", "../../fonts/"].flatMap((path) => {
    const folder = fileURLToPath(new URL(path, import.meta.url));
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .sort()
      .map((name) => folder + name);
  });
}
