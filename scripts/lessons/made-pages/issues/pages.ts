import { readdir, readFile } from "node:fs/promises";
import { type Course, pathOf } from "#course/course.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { issueMessage } from "./message.ts";
import { type IssuePage, readIssuePage } from "./page.ts";

/** A page of the site about one issue; its id is the code. */
export interface MadeIssuePage extends MadePage {
  group: IssuePage["group"];
}

/** Every page in the order of its code, as its author wrote it. */
export async function readIssuePages(course: Course): Promise<IssuePage[]> {
  const names = (await readdir(pathOf(course, course.issues))).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = `${course.issues}/${name}`;
      return readIssuePage(file, await readFile(pathOf(course, file), "utf8"));
    }),
  );
}

/** Every page, below each of its examples what the grader says. Throws for an example without the page's issue. */
export async function pages(course: Course): Promise<MadeIssuePage[]> {
  const made: MadeIssuePage[] = [];
  for (const page of await readIssuePages(course)) {
    const { code, file, title, group } = page;
    made.push({ id: code, title, group, markdown: await withMessages(page), file });
  }
  return made;
}

async function withMessages(page: IssuePage): Promise<string> {
  let markdown = page.body;
  // From the last to the first, so that the offsets stay right.
  for (const example of page.examples.toReversed()) {
    const { codes, text } = await issueMessage(page, example);
    if (codes.join() !== page.code) {
      const names = example.files.map(({ name }) => name).join(", ");
      const found = codes.join(", ") || "no issue";
      throw new Error(`${page.file}: the example ${names} has ${found}; expected ${page.code} alone`);
    }
    const message = `\n\nCheckride says:\n\n~~~~~~text wrap\n${text}\n~~~~~~`;
    markdown = markdown.slice(0, example.end) + message + markdown.slice(example.end);
  }
  return markdown;
}
