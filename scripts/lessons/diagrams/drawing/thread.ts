import { Worker } from "node:worker_threads";
import { DiagramError, type Diagram } from "#lessons/diagrams/diagram.ts";
import type { DrawingAnswer, DrawingRequest } from "./worker-messages.ts";

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, PromiseWithResolvers<Diagram>>();

/**
 * Draws a diagram in its own thread, because Mermaid needs a browser's globals and Astro must not see them.
 * The thread starts with the first drawing and does not keep the process alive. Rejects with a `DiagramError` when the
 * source is at fault.
 */
export function drawInThread(source: string): Promise<Diagram> {
  worker ??= startWorker();
  worker.ref();
  const request: DrawingRequest = { id: ++lastId, source };
  const answer = Promise.withResolvers<Diagram>();
  waiting.set(request.id, answer);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(request);
  return answer.promise;
}

/** Ends the thread and gives its memory back, about 250 MB; the next drawing starts another. */
export async function stopDrawing(): Promise<void> {
  await worker?.terminate();
  worker = undefined;
}

function startWorker(): Worker {
  const started = new Worker(new URL("worker.ts", import.meta.url));
  started.on("message", (answer: DrawingAnswer) => settle(started, answer));
  started.on("error", (error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return started;
}

function settle(from: Worker, answer: DrawingAnswer): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (waiting.size === 0) from.unref();
  if ("diagram" in answer) asked?.resolve(answer.diagram);
  else if ("problems" in answer) asked?.reject(new DiagramError(answer.problems));
  else asked?.reject(new Error(`Mermaid could not draw the diagram: ${answer.failure}`));
}
