import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { withoutFrontmatter } from "#lessons/markdown/tree.ts";

/** A Mermaid diagram in a Markdown file. */
export interface Fence {
  source: string;
  /** The line of the file, counted from 1, on which the first line of `source` stands. */
  line: number;
}

const parser = unified().use(remarkParse);

/** All Mermaid fences of a Markdown file, wherever they stand: in lists, quotes and asides too. */
export function mermaidFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  visit(parser.parse(withoutFrontmatter(markdown)), "code", ({ lang, value, position }) => {
    if (lang === "mermaid") fences.push({ source: value, line: (position?.start.line ?? 0) + 1 });
  });
  return fences;
}
