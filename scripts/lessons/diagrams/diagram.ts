/** A Mermaid diagram as the site needs it: drawn, named and told in words. */
export interface Diagram {
  kind: "flowchart" | "sequence" | "state";
  /** The accessible name, Mermaid's `accTitle`. */
  title: string;
  /** Mermaid's `accDescr`. */
  description: string;
  /** In CSS px at the font size it was measured with. */
  width: number;
  height: number;
  /** One `svg` element without colours; every id in it begins with `idPrefix`. */
  svg: string;
  /** The same in words, for those who do not see it. */
  text: TextLine[];
}

/** One line of a diagram told in words, with the lines that belong under it. */
export interface TextLine {
  text: string;
  /** The number that the drawing shows for this message. */
  number?: number;
  lines?: TextLine[];
}

/** What is wrong with a diagram's source. */
export interface DiagramProblem {
  /** Counted from 1, in the diagram's own source. */
  line: number;
  reason: string;
}

/** What the ids of a drawing begin with until a page gives it its own id. */
export const idPrefix = "diagram-in-page";

/** The author's source cannot be drawn; `problems` says where and why. */
export class DiagramError extends Error {
  readonly problems: readonly DiagramProblem[];

  constructor(problems: readonly DiagramProblem[]) {
    super(problems.map(({ line, reason }) => `line ${line}: ${reason}`).join("\n"));
    this.name = "DiagramError";
    this.problems = problems;
  }
}
