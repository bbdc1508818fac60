import type { Element, Nodes, Root } from "hast";
import { toString } from "hast-util-to-string";
import { visit } from "unist-util-visit";

const tableRoles: Record<string, string> = {
  table: "table",
  thead: "rowgroup",
  tbody: "rowgroup",
  tr: "row",
  th: "columnheader",
  td: "cell",
};

/** Characters beyond which a column grows no wider than another: its text wraps. */
const WIDEST = 40;

/** What a cell's padding takes, in characters. */
const PADDING = 5;

/** What the frame of `code`, or that of a role chip with its icon, adds to a word, in characters. */
const FRAME = { code: 2, chip: 5 };

/**
 * A rehype plugin that lets CSS show each table row as a card on a phone: every cell carries its column's heading in `data-label`,
 * and explicit ARIA roles, because browsers forget that a table is one when its display changes. Columns have their widths from
 * the whole text, so that none moves while the rest of the page is still on its way.
 */
export function rehypeTables(): (tree: Root) => void {
  return (tree) =>
    visit(tree, "element", (table) => {
      if (table.tagName !== "table") return;
      labelCells(table);
      table.children.unshift(columns(table));
    });
}

function labelCells(table: Element): void {
  const headings: string[] = [];
  visit(table, "element", (element, _index, parent) => {
    const role = tableRoles[element.tagName];
    if (role) element.properties["role"] = role;
    if (element.tagName === "th") headings.push(toString(element));
    if (element.tagName === "td") element.properties["dataLabel"] = headings[columnOf(element, parent)] ?? "";
  });
}

const columnOf = (cell: Element, row: Nodes | undefined): number =>
  row && "children" in row ? row.children.filter(({ type }) => type === "element").indexOf(cell) : -1;

/** How many characters a row of a table has room for, at the width of the text. */
const ROOM = 88;

/** The first column names its row in bold letters, which are so much wider. */
const BOLD = 1.15;

/**
 * A `colgroup` whose widths follow the longest text of each column, up to {@link WIDEST}. No column is too narrow for its longest word as
 * long as the longest words of all have room beside each other; the room that is left goes to the columns whose text wraps most.
 */
function columns(table: Element): Element {
  const needed: number[] = [];
  const texts: number[][] = [];
  visit(table, "element", (element, _index, parent) => {
    if (element.tagName !== "th" && element.tagName !== "td") return;
    const column = columnOf(element, parent);
    const word = PADDING + longestWord(element) * (column === 0 ? BOLD : 1) + frame(element);
    needed[column] = Math.max(needed[column] ?? 0, word);
    (texts[column] ??= []).push(PADDING + toString(element).length);
  });
  const wanted = needed.map((width, column) =>
    Math.max(width, Math.min(PADDING + WIDEST, Math.max(...(texts[column] ?? [])))),
  );
  const widths = sum(wanted) <= ROOM ? wanted : shared(needed, texts);
  const children = widths.map((width): Element => ({
    type: "element",
    tagName: "col",
    properties: { style: `width:${Math.round((100 * width) / sum(widths))}%` },
    children: [],
  }));
  return { type: "element", tagName: "colgroup", properties: {}, children };
}

/** What is needed, and a share of the room that is left for what is beyond the first line. */
function shared(needed: number[], texts: number[][]): number[] {
  const wrapping = needed.map((width, column) =>
    sum((texts[column] ?? []).map((length) => Math.max(0, length - width))),
  );
  const spare = Math.max(0, ROOM - sum(needed)) / Math.max(1, sum(wrapping));
  return needed.map((width, column) => width + spare * (wrapping[column] ?? 0));
}

/** The length of the longest piece that a browser keeps on one line: it may break after a hyphen, as in `kube-controller-manager`. */
function longestWord(cell: Element): number {
  let longest = 0;
  visit(cell, "text", ({ value }) => {
    longest = Math.max(longest, ...value.split(/\s|(?<=-)/).map(({ length }) => length));
  });
  return longest;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function frame(cell: Element): number {
  let widest = 0;
  visit(cell, "element", ({ tagName, properties }) => {
    const isChip = Array.isArray(properties["className"]) && properties["className"].includes("role");
    widest = Math.max(widest, isChip ? FRAME.chip : 0, tagName === "code" ? FRAME.code : 0);
  });
  return widest;
}
