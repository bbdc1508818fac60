import { slug } from "github-slugger";
import type { Root } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Term } from "#course/glossary.ts";

/** The id of a term's row on the glossary's page. */
export function termId({ term }: Pick<Term, "term">): string {
  return slug(term);
}

/** Gives each row of a page's tables the id that its first cell says. */
export function nameRows(tree: Root): void {
  visit(tree, "tableRow", (row) => {
    const [first] = row.children;
    if (first) row.data = { hProperties: { id: slug(toString(first)) } };
  });
}
