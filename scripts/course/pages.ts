import { glob } from "node:fs/promises";
import { join } from "node:path/posix";
import { parseFrontmatter } from "@astrojs/markdown-remark";
import { type Course, pathOf } from "./course.ts";
import { readText } from "./read-text.ts";

/** A page of Markdown as its author wrote it. */
export interface Page {
  /** From the project's root, with slashes. */
  file: string;
  /** Its address: `beginner/kubernetes-architecture/worker-nodes`. */
  id: string;
  frontmatter: Record<string, unknown>;
  text: string;
}

/** Every page that is written as Markdown, in the order of their files. */
export async function readPages(course: Course): Promise<Page[]> {
  const names = await Array.fromAsync(glob("**/*.md", { cwd: pathOf(course, course.pages) }));
  return Promise.all(
    names
      .map((name) => name.replaceAll("\\", "/"))
      .sort()
      .map((name) => readPage(course, name)),
  );
}

async function readPage(course: Course, name: string): Promise<Page> {
  const file = join(course.pages, name);
  const text = await readText(pathOf(course, file));
  const { frontmatter } = parseFrontmatter(text);
  return {
    file,
    id: name.replace(/\.md$/, "").replace(/(^|\/)index$/, ""),
    frontmatter,
    text,
  };
}
