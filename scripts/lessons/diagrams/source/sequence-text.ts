import type { TextLine } from "#lessons/diagrams/diagram.ts";
import type { SequenceDatabase } from "./parsed.ts";

/** The words for what begins a block or its next branch, by the name of Mermaid's line type. */
const blockWords: Record<string, string> = {
  LOOP_START: "Loop",
  ALT_START: "If",
  ALT_ELSE: "Else",
  OPT_START: "Optional",
  PAR_START: "Parallel",
  PAR_OVER_START: "Parallel",
  PAR_AND: "And",
  CRITICAL_START: "Critical",
  CRITICAL_OPTION: "Option",
  BREAK_START: "Break",
};

const nextBranches = new Set(["ALT_ELSE", "PAR_AND", "CRITICAL_OPTION"]);
const blockEnds = new Set(["LOOP_END", "ALT_END", "OPT_END", "PAR_END", "CRITICAL_END", "BREAK_END"]);
const withoutWords = new Set(["ACTIVE_START", "ACTIVE_END", "RECT_START", "RECT_END"]);

/**
 * A sequence diagram in words: its messages, numbered as in the drawing, with notes and blocks in their places.
 * @param plain turns a label into plain text
 */
export function sequenceText(database: SequenceDatabase, plain: (label: string) => string): TextLine[] {
  const typeNames = new Map(Object.entries(database.LINETYPE).map(([name, type]) => [type, name]));
  const actors = database.getActors();
  const nameOf = (id = ""): string => plain(actors.get(id)?.description ?? id);
  const lines: TextLine[] = [];
  const open = [lines];
  let [number, step] = [1, 1];

  for (const { type = -1, from, to, message } of database.getMessages()) {
    const typeName = typeNames.get(type) ?? "";
    if (typeof message !== "string") {
      [number, step] = [message.start ?? number, message.step ?? step];
    } else if (typeName in blockWords) {
      if (nextBranches.has(typeName)) open.pop();
      const block = { text: `${blockWords[typeName]}: ${plain(message)}`, lines: [] };
      open.at(-1)?.push(block);
      open.push(block.lines);
    } else if (blockEnds.has(typeName)) {
      open.pop();
    } else if (typeName === "NOTE") {
      const [first, last] = [nameOf(from), nameOf(to)];
      open.at(-1)?.push({ text: `Note on ${first === last ? first : `${first} to ${last}`}: ${plain(message)}` });
    } else if (!withoutWords.has(typeName)) {
      const arrow = typeName.startsWith("BIDIRECTIONAL") ? "↔" : "→";
      open.at(-1)?.push({ number, text: `${nameOf(from)} ${arrow} ${nameOf(to)}: ${plain(message)}` });
      number += step;
    }
  }
  return lines;
}
