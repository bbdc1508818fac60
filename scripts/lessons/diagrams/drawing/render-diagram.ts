import type { Diagram } from "#lessons/diagrams/diagram.ts";
import { cacheFolder, keep, readKept } from "./cache.ts";
import { drawInThread } from "./thread.ts";

/** Turns a diagram's source into its drawing; rejects with a `DiagramError` when the source is at fault. */
export type RenderDiagram = (source: string) => Promise<Diagram>;

/** Draws a Mermaid diagram, or reads it from `.cache/diagrams/` when this source was drawn before. */
export const renderDiagram: RenderDiagram = diagramRenderer(cacheFolder, drawInThread);

/** A renderer that keeps its drawings in `folder` and asks `draw` only for those it has not kept. */
export function diagramRenderer(folder: URL, draw: RenderDiagram): RenderDiagram {
  // All pages are asked about at once, and many may have the same diagram.
  const underWay = new Map<string, Promise<Diagram>>();

  async function keptOrDrawn(source: string): Promise<Diagram> {
    const kept = await readKept(folder, source);
    if (kept) return kept;
    const diagram = await draw(source);
    await keep(folder, source, diagram);
    return diagram;
  }

  return (source) => {
    const lines = source.replaceAll(/\r\n?/g, "\n");
    const diagram = underWay.get(lines) ?? keptOrDrawn(lines).finally(() => underWay.delete(lines));
    underWay.set(lines, diagram);
    return diagram;
  };
}
