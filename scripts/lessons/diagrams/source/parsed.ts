import type { LayoutData, Mermaid } from "mermaid";
import type { Diagram } from "#lessons/diagrams/diagram.ts";

/** A diagram as Mermaid's parser leaves it, before it is drawn. */
export type ParsedDiagram = Awaited<ReturnType<Mermaid["mermaidAPI"]["getDiagramFromText"]>>;

/** What sequence diagrams tell about themselves. */
export interface SequenceDatabase {
  getActors(): Map<string, { description: string; properties: { class?: string } }>;
  getMessages(): SequenceMessage[];
  /** The names of `SequenceMessage.type`. */
  LINETYPE: Record<string, number>;
}

/** A message, a note, or the begin or end of a block. */
interface SequenceMessage {
  type?: number;
  from?: string;
  to?: string;
  message: string | { start?: number; step?: number; visible: boolean };
}

const kindOfType: Record<string, Diagram["kind"]> = {
  flowchart: "flowchart",
  "flowchart-v2": "flowchart",
  sequence: "sequence",
  state: "state",
  stateDiagram: "state",
};

/** The kind of a diagram; undefined for those that have no text alternative and no style sheet here. */
export function kindOf({ type }: ParsedDiagram): Diagram["kind"] | undefined {
  return kindOfType[type];
}

/** The nodes and edges of a flowchart or state diagram, in the order of the source. */
export function graphOf(parsed: ParsedDiagram): LayoutData {
  const data = (parsed.db as unknown as { getData(): LayoutData }).getData();
  // Mermaid lists the subgraphs of a flowchart from the last to the first.
  const groups = data.nodes.filter(({ isGroup }) => isGroup);
  const others = data.nodes.filter(({ isGroup }) => !isGroup);
  return { ...data, nodes: [...(kindOf(parsed) === "flowchart" ? groups.reverse() : groups), ...others] };
}

/** The database of a sequence diagram. */
export function sequenceOf({ db }: ParsedDiagram): SequenceDatabase {
  return db as unknown as SequenceDatabase;
}

/** The classes that the author gave to nodes, groups, states and participants, each once. */
export function classesOf(parsed: ParsedDiagram): string[] {
  const lists =
    kindOf(parsed) === "sequence"
      ? [...sequenceOf(parsed).getActors().values()].map(({ properties }) => properties.class ?? "")
      : graphOf(parsed).nodes.map(({ cssClasses }) => cssClasses ?? "");
  return [...new Set(lists.flatMap(authorClasses))];
}

/** The classes of a node that come from the source, without those that Mermaid adds. */
export function authorClasses(list: string): string[] {
  const added = /^(?:|default|clickable|statediagram-.*)$/;
  return list.split(/\s+/).filter((name) => !added.test(name));
}
