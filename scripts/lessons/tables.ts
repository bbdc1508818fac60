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

/** What the frame of `code` adds to a word, in characters. */
const CODE_PADDING = 2;

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

/** A `colgroup` whose widths follow the longest text of each column, up to {@link WIDEST}, and never cut its longest word. */
function columns(table: Element): Element {
  const weights: number[] = [];
  visit(table, "element", (element, _index, parent) => {
    if (element.tagName !== "th" && element.tagName !== "td") return;
    const text = toString(element);
    const longestWord =
      Math.max(...text.split(/\s/).map(({ length }) => length)) + (hasCode(element) ? CODE_PADDING : 0);
    const column = columnOf(element, parent);
    weights[column] = Math.max(weights[column] ?? 0, PADDING + Math.max(longestWord, Math.min(text.length, WIDEST)));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const children = weights.map((weight): Element => ({
    type: "element",
    tagName: "col",
    properties: { style: `width:${Math.round((100 * weight) / total)}%` },
    children: [],
  }));
  return { type: "element", tagName: "colgroup", properties: {}, children };
}

function hasCode(cell: Element): boolean {
  let found = false;
  visit(cell, "element", ({ tagName }) => {
    found ||= tagName === "code";
  });
  return found;
}
