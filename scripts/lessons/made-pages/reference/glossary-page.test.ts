import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { courseAt } from "#course/course.ts";
import { readGlossary } from "#course/glossary.ts";
import { nameRows, termId } from "#lessons/glossary/rows.ts";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { glossaryPage } from "./glossary-page.ts";

test("every term has a row with its id, in the order of the alphabet", async () => {
  const course = courseAt(".");
  const { terms } = await readGlossary(course);
  const { markdown } = await glossaryPage(course);
  const tree = markdownTree(markdown);
  nameRows(tree);
  const ids: unknown[] = [];
  visit(tree, "tableRow", ({ data }) => void ids.push(data?.hProperties?.["id"]));
  const inOrder = terms.toSorted((one, other) => one.term.localeCompare(other.term, "en"));
  expect(ids).toEqual(["word", ...inOrder.map((term) => termId(term))]);
  const rows = markdown.split("\n");
  expect(rows.find((row) => row.startsWith("| [etcd]"))).toMatchInlineSnapshot(
    `"| [etcd](/beginner/kubernetes-architecture/control-plane/#etcd) | The store that holds the state of the whole cluster, and to which only the API server talks. |"`,
  );
});
