import type { LayoutData } from "mermaid";
import type { TextLine } from "#lessons/diagrams/diagram.ts";

type GraphNode = LayoutData["nodes"][number];
type GraphEdge = LayoutData["edges"][number];

/** Turns a label, or the id of a node, into the words for it. */
type Words = (labelOrId: string) => string;

/**
 * A flowchart or state diagram in words: what each group holds, then every edge under the node it leaves, then notes.
 * @param plain turns a label into plain text
 */
export function graphText({ nodes, edges }: LayoutData, plain: Words): TextLine[] {
  const labelOf = labels(nodes, plain);
  const nameOf = uniqueNames(nodes, labelOf);
  const notes = nodes.filter(({ shape }) => shape === "note");
  const noteEdges = edges.filter(({ start, end }) => notes.some(({ id }) => id === start || id === end));
  const drawn = edges.filter((edge) => !noteEdges.includes(edge) && edge.thickness !== "invisible");
  return [
    ...groupLines(undefined, nodes, labelOf),
    ...[...Map.groupBy(drawn, ({ start = "" }) => start)].map(([source, leaving]) =>
      edgeLine(nameOf(source), leaving, nameOf, plain),
    ),
    ...notes.map(({ id, label = "" }) => ({ text: `Note on ${nameOf(otherEnd(id, noteEdges))}: ${plain(label)}` })),
  ];
}

/** The groups directly inside `parent`, each with its members, and the groups inside it as its lines. */
function groupLines(parent: string | undefined, nodes: GraphNode[], labelOf: Words): TextLine[] {
  const groups = nodes.filter(
    ({ isGroup, shape, parentId }) => isGroup && shape !== "noteGroup" && parentId === parent,
  );
  return groups.map(({ id }) => {
    const members = nodes.filter(({ parentId, shape = "" }) => parentId === id && !(shape in pseudoStates));
    const lines = groupLines(id, nodes, labelOf);
    const text = `${labelOf(id)}: ${members.map((member) => labelOf(member.id)).join(", ")}`;
    return lines.length === 0 ? { text } : { text, lines };
  });
}

function edgeLine(source: string, edges: GraphEdge[], nameOf: Words, plain: Words): TextLine {
  const targets = edges.map((edge) => {
    const label = plain(edge.label ?? "");
    return { text: `${arrow(edge)} ${nameOf(edge.end ?? "")}${label && ` (${label})`}` };
  });
  const [only, ...others] = targets;
  return only && others.length === 0 ? { text: `${source} ${only.text}` } : { text: source, lines: targets };
}

function arrow({ arrowTypeStart = "none", arrowTypeEnd = "none" }: GraphEdge): string {
  if (arrowTypeEnd === "none") return "—";
  return arrowTypeStart === "none" ? "→" : "↔";
}

function otherEnd(id: string, edges: GraphEdge[]): string {
  const edge = edges.find(({ start, end }) => start === id || end === id);
  return (edge?.start === id ? edge.end : edge?.start) ?? id;
}

const pseudoStates: Record<string, string> = { stateStart: "start", stateEnd: "end" };

function labels(nodes: GraphNode[], plain: Words): Words {
  const byId = new Map(nodes.map(({ id, shape = "", label = "" }) => [id, pseudoStates[shape] ?? plain(label)]));
  return (id) => byId.get(id) || id;
}

/** Nodes that share a label are told apart by the group they are in. */
function uniqueNames(nodes: GraphNode[], labelOf: Words): Words {
  const sharing = Map.groupBy(nodes, ({ id }) => labelOf(id));
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  return (id) => {
    const label = labelOf(id);
    const parent = parents.get(id);
    return parent !== undefined && (sharing.get(label)?.length ?? 0) > 1 ? `${label} of ${labelOf(parent)}` : label;
  };
}
