import { slug } from "github-slugger";
import type { Root, Table, TableRow } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { isRole } from "#lessons/roles.ts";

/** The heading of the column that makes a table a failure table. */
const COLUMN = "If it fails";

/** What can fail, a row of a failure table. */
export interface FailureRow {
  node: TableRow;
  /** The name in its role chip; empty where the first cell has none. */
  name: string;
  /** Its id in the page: the name's slug. */
  id: string;
  /** The author's word why nothing tries it: `:untried[reason]`. */
  untried?: TextDirective;
}

/** The rows of all failure tables of a page, which are those with a column "If it fails". */
export function failureRows(tree: Root): FailureRow[] {
  const rows: FailureRow[] = [];
  visit(tree, "table", ({ children: [header, ...body] }: Table) => {
    if (header?.children.some((cell) => toString(cell).trim() === COLUMN)) rows.push(...body.map(failureRow));
  });
  return rows;
}

function failureRow(node: TableRow): FailureRow {
  const [first] = node.children;
  const chip = first?.children.find((child) => child.type === "textDirective" && isRole(child.name));
  const name = chip ? toString(chip) : "";
  let untried: TextDirective | undefined;
  visit(node, "textDirective", (directive) => {
    if (directive.name === "untried") untried = directive;
  });
  return { node, name, id: slug(name), ...(untried && { untried }) };
}
