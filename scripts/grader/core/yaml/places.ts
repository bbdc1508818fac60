import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter } from "yaml";
import type { Location } from "#core/issue.ts";
import type { Path } from "#core/path.ts";
import { pairIn } from "./merges.ts";

/** Turns offsets in the text of a file into places. */
export function locator(file: string, text: string): (offset: number) => Location {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines.addNewLine(end + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
}

/** The offset of a field's value (of its key, where the value is a map, a list or nothing), or of the nearest field around it. */
export function offsetOf(document: Document, path: Path, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = pairIn(node, String(step), document);
      if (!pair || !isScalar(pair.key)) return offset;
      const value: unknown = pair.value;
      const wantsKey = (last && part === "key") || !isScalar(value) || isEmptyScalar(value);
      offset = (wantsKey ? pair.key.range?.[0] : value.range?.[0]) ?? offset;
      node = value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

function isNode(node: unknown): node is { range?: [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node && !isPair(node);
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}
