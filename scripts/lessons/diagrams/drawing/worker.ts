import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { DiagramError } from "#lessons/diagrams/diagram.ts";
import type { DrawingAnswer, DrawingRequest } from "./worker-messages.ts";

// A start is mostly the compiling of jsdom and Mermaid, so the next one shall find them compiled. Modules that are
// imported statically would be compiled before this line.
enableCompileCache(fileURLToPath(new URL("../../../../.cache/compiled/", import.meta.url)));
const drawing = import("./draw.ts");
const browser = import("./mermaid-in-node.ts").then(({ loadMermaid }) => loadMermaid());

// Mermaid keeps the diagram it is drawing in module state: one after the other.
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", ({ id, source }: DrawingRequest) => {
  last = last.then(async () => {
    const drawn = await answer(id, source);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(drawn);
  });
});

async function answer(id: number, source: string): Promise<DrawingAnswer> {
  try {
    const [{ draw }, { mermaid, document }] = await Promise.all([drawing, browser]);
    return { id, diagram: await draw(source, mermaid, document) };
  } catch (error) {
    if (error instanceof DiagramError) return { id, problems: error.problems };
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
