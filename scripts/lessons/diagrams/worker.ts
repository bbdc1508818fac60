import { parentPort } from "node:worker_threads";
import { DiagramError } from "./diagram.ts";
import { draw } from "./draw.ts";
import { loadMermaid } from "./mermaid-in-node.ts";
import type { DrawingAnswer, DrawingRequest } from "./worker-messages.ts";

// Mermaid keeps the diagram it is drawing in module state: one after the other.
const browser = loadMermaid();
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
    const { mermaid, document } = await browser;
    return { id, diagram: await draw(source, mermaid, document) };
  } catch (error) {
    if (error instanceof DiagramError) return { id, problems: error.problems };
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
