import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { diagramRenderer, type RenderDiagram } from "#lessons/diagrams/drawing/render-diagram.ts";
import { drawInThread, stopDrawing } from "#lessons/diagrams/drawing/thread.ts";

/** Times in milliseconds for all five sample diagrams together, sizes in bytes of their SVG. */
export interface DiagramsBench {
  /** With the start of the drawing thread, and nothing kept. */
  coldMilliseconds: number;
  cachedMilliseconds: number;
  bytes: number;
  gzippedBytes: number;
}

/** Draws the diagrams of `scripts/bench/diagrams/` into an empty cache, and then reads them from it. */
export async function benchDiagrams(): Promise<DiagramsBench> {
  const sources = await sampleDiagrams();
  const folder = await mkdtemp(join(tmpdir(), "diagrams-"));
  const render = diagramRenderer(pathToFileURL(`${folder}/`), drawInThread);
  try {
    await stopDrawing();
    const cold = await timed(sources, render);
    const cached = await timed(sources, render);
    return {
      coldMilliseconds: cold.milliseconds,
      cachedMilliseconds: cached.milliseconds,
      bytes: sum(cached.svgs.map((svg) => Buffer.byteLength(svg))),
      gzippedBytes: sum(cached.svgs.map((svg) => gzipSync(svg).byteLength)),
    };
  } finally {
    await stopDrawing();
    await rm(folder, { recursive: true });
  }
}

async function sampleDiagrams(): Promise<string[]> {
  const folder = new URL("../lessons/diagrams/testing/", import.meta.url);
  const names = await readdir(folder);
  return Promise.all(names.sort().map((name) => readFile(new URL(name, folder), "utf8")));
}

async function timed(sources: string[], render: RenderDiagram): Promise<{ milliseconds: number; svgs: string[] }> {
  const start = performance.now();
  const diagrams = await Promise.all(sources.map((source) => render(source)));
  return { milliseconds: performance.now() - start, svgs: diagrams.map(({ svg }) => svg) };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
