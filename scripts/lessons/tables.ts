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

/**
 * A rehype plugin that lets CSS show each table row as a card on a phone: every cell carries its column's heading in `data-label`,
 * and explicit ARIA roles, because browsers forget that a table is one when its display changes.
 */
export function rehypeTables(): (tree: Root) => void {
  return (tree) =>
    visit(tree, "element", (table) => {
      if (table.tagName === "table") labelCells(table);
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
