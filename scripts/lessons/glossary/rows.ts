import { slug } from "github-slugger";
import type { Root } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { MadePage } from "#site/collections/made-pages.ts";
import { GLOSSARY, readGlossary } from "#course/glossary.ts";

/** The page of all terms: a table whose rows have the terms' ids (see {@link nameRows}). */
export async function glossaryPage(): Promise<MadePage> {
  const { terms } = await readGlossary(process.cwd());
  const rows = terms
    .toSorted((one, other) => one.term.localeCompare(other.term, "en"))
    .map(({ term, meaning, link }) => `| [${cell(term)}](${link}) | ${cell(meaning)} |`);
  const markdown = [
    "Each word leads to where a lesson teaches it.",
    "",
    "| Word | Means |",
    "| --- | --- |",
    ...rows,
  ].join("\n");
  return { id: "glossary", title: "Glossary", markdown, file: GLOSSARY };
}

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);

/** Gives each row of a page's tables the id that its first cell says. */
export function nameRows(tree: Root): void {
  visit(tree, "tableRow", (row) => {
    const [first] = row.children;
    if (first) row.data = { hProperties: { id: slug(toString(first)) } };
  });
}
