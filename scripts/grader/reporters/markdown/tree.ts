import type { Heading, ListItem, PhrasingContent, Root, RootContent, Table, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

/** GitHub's Markdown for these nodes; the serializer escapes what would be read otherwise. */
export function markdown(children: RootContent[]): string {
  const root: Root = { type: "root", children };
  return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], fences: true, bullet: "-" });
}

export function heading(depth: Heading["depth"], children: PhrasingContent[]): Heading {
  return { type: "heading", depth, children };
}

export function paragraph(children: PhrasingContent[]): RootContent {
  return { type: "paragraph", children };
}

export function item(children: PhrasingContent[]): ListItem {
  return { type: "listItem", spread: false, children: [{ type: "paragraph", children }] };
}

export function list(children: ListItem[]): RootContent {
  return { type: "list", ordered: false, spread: false, children };
}

/** A table with its header's row first; `align` where columns are not at the left. */
export function table(rows: readonly PhrasingContent[][][], align?: Table["align"]): Table {
  return { type: "table", align, children: rows.map(row) };
}

function row(cells: PhrasingContent[][]): TableRow {
  return { type: "tableRow", children: cells.map((children) => ({ type: "tableCell", children })) };
}
