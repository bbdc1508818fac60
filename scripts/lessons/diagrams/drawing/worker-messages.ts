import type { Diagram, DiagramProblem } from "#lessons/diagrams/diagram.ts";

/** What the worker is asked. */
export interface DrawingRequest {
  id: number;
  source: string;
}

/** What it answers: the drawing, what the author has to mend, or our own failure with its stack. */
export type DrawingAnswer = { id: number } & (
  | { diagram: Diagram }
  | { problems: readonly DiagramProblem[] }
  | { failure: string }
);
