import GithubSlugger from "github-slugger";
import type { Root } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { pictureIn } from "./diagrams/pictures.ts";
import { failureRows } from "./failures/rows.ts";
import { questionsIn } from "./questions/questions.ts";

/** A place in a page that a link can name. */
export interface Anchor {
  id: string;
  /** What is there, in words. */
  text: string;
  /** The line in its file; 1 for the page itself. */
  line: number;
  /** The number of the section that it is, or is in, as its gate shows it; 0 before the first. */
  gate: number;
}

/** The ids that a page will have: of headings as Astro makes them, of rows, questions and figures. */
export function anchorsOf(tree: Root): Anchor[] {
  const slugger = new GithubSlugger();
  const anchors: Anchor[] = [{ id: "_top", text: "the top of the page", line: 1, gate: 0 }];
  const rows = new Map(failureRows(tree).map((row) => [row.node, row]));
  const questions = new Map(questionsIn(tree).map((question) => [question.node, question]));
  let gate = 0;
  let figure = 0;
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === "heading") {
      if (node.depth === 2) gate += 1;
      const text = toString(node, { includeImageAlt: false });
      anchors.push({ id: slugger.slug(text), text, line, gate });
    }
    if ((node.type === "code" && node.lang === "mermaid") || pictureIn(node)) {
      figure += 1;
      anchors.push({ id: `figure-${figure}`, text: `Figure ${figure}`, line, gate });
    }
    const row = node.type === "tableRow" && rows.get(node);
    if (row && row.id) anchors.push({ id: row.id, text: row.name, line, gate });
    const question = node.type === "containerDirective" && questions.get(node);
    if (question) anchors.push({ id: question.id, text: question.title, line, gate });
  });
  return anchors;
}
