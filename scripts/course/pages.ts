import { glob } from "node:fs/promises";
import { join } from "node:path/posix";
import { parseFrontmatter } from "@astrojs/markdown-remark";
import { readText } from "./read-text.ts";

/** Where the pages of the site stand, from the project's root. */
export const PAGES = "docs/content/docs";

/** A page of Markdown as its author wrote it. */
export interface Page {
  /** From the project's root, with slashes. */
  file: string;
  /** Its address: `beginner/kubernetes-architecture/worker-nodes`. */
  id: string;
  frontmatter: Record<string, unknown>;
  text: string;
}

/** Every page below {@link PAGES}, in the order of their files. */
export async function readPages(root: string): Promise<Page[]> {
  const names = await Array.fromAsync(glob("**/*.md", { cwd: join(root, PAGES) }));
  return Promise.all(
    names
      .map((name) => name.replaceAll("\\", "/"))
      .sort()
      .map((name) => readPage(root, name)),
  );
}

async function readPage(root: string, name: string): Promise<Page> {
  const file = join(PAGES, name);
  const text = await readText(join(root, file));
  const { frontmatter } = parseFrontmatter(text);
  return {
    file,
    id: name.replace(/\.md$/, "").replace(/(^|\/)index$/, ""),
    frontmatter,
    text,
  };
}
