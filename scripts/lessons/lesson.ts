import { dirname } from "node:path/posix";
import type { Nodes, Root } from "mdast";
import type { Location } from "#core/issue.ts";
import type { Page } from "#course/pages.ts";
import { markdownTree } from "./markdown/tree.ts";
import { partSign } from "./part-sign.ts";

/** A page of a lesson. */
export interface Part extends Page {
  /** Counted from 1; NaN where the author gave none. */
  number: number;
  /** The letter of its gates: `B`; empty where the lesson has one page only. */
  sign: string;
}

/** A folder with an `index.md` that says which lesson it is, and the other Markdown files in it. */
export interface Lesson {
  id: string;
  /** In their order; the first is `index.md`. */
  parts: [Part, ...Part[]];
}

/** So many trees are kept: those of one lesson, but not those of a thousand, which would not fit into memory. */
const KEPT_TREES = 32;
const trees = new Map<string, Root>();

/** The syntax tree of a page; positions in it are those of the file. */
export function treeOf({ text }: Page): Root {
  const tree = trees.get(text) ?? markdownTree(text);
  trees.delete(text);
  trees.set(text, tree);
  const [oldest] = trees.keys();
  if (trees.size > KEPT_TREES && oldest !== undefined) trees.delete(oldest);
  return tree;
}

/** The lessons among pages, in the order of their files. */
export function lessonsOf(pages: readonly Page[]): Lesson[] {
  const folders = Map.groupBy(pages, ({ file }) => dirname(file));
  return pages.filter(isLesson).map((first) => {
    const others = (folders.get(dirname(first.file)) ?? [])
      .filter((page) => page !== first)
      .map((page) => ({ page, number: numberOf(page) }))
      .sort((one, other) => one.number - other.number);
    const isOne = others.length === 0;
    const part = (page: Page, number: number): Part => ({
      ...page,
      number,
      sign: isOne || Number.isNaN(number) ? "" : partSign(number),
    });
    return { id: first.id, parts: [part(first, 1), ...others.map(({ page, number }) => part(page, number))] };
  });
}

const isLesson = ({ file, frontmatter }: Page): boolean =>
  frontmatter["lesson"] !== undefined && file.endsWith("/index.md");

const numberOf = ({ frontmatter }: Page): number =>
  typeof frontmatter["part"] === "number" ? frontmatter["part"] : Number.NaN;

/** Where a node of the page's tree begins in its file. */
export function placeOf({ file }: Page, { position }: Nodes): Location {
  return { file, line: position?.start.line ?? 1, column: position?.start.column ?? 1 };
}

/** Where a key of the page's frontmatter stands; its first line if it has none. */
export function frontmatterPlace({ file, text }: Page, key: string): Location {
  const line = text.split("\n").findIndex((content) => content.startsWith(`${key}:`));
  return { file, line: Math.max(line, 0) + 1, column: 1 };
}
