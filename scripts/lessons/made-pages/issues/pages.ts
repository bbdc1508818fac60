import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { issueMessage } from "./message.ts";
import { type IssuePage, readIssuePage } from "./page.ts";

/** Where the pages of issues stand, one for each code. */
const ISSUE_PAGES = fileURLToPath(new URL("../../../../docs/content/issues/", import.meta.url));

/** A page of the site about one issue; its id is the code. */
export interface MadeIssuePage extends MadePage {
  group: IssuePage["group"];
}

/** Every page in the order of its code, as its author wrote it. */
export async function readIssuePages(): Promise<IssuePage[]> {
  const names = (await readdir(ISSUE_PAGES)).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    names.map(async (name) => readIssuePage(name.replace(".md", ""), await readFile(ISSUE_PAGES + name, "utf8"))),
  );
}

/** Every page, below each of its examples what the grader says. Throws for an example without the page's issue. */
export async function pages(): Promise<MadeIssuePage[]> {
  const made: MadeIssuePage[] = [];
  for (const page of await readIssuePages()) {
    const { code, title, group } = page;
    made.push({ id: code, title, group, markdown: await withMessages(page), file: fileOf(page) });
  }
  return made;
}

const fileOf = ({ code }: IssuePage): string => `docs/content/issues/${code}.md`;

async function withMessages(page: IssuePage): Promise<string> {
  let markdown = page.body;
  // From the last to the first, so that the offsets stay right.
  for (const example of page.examples.toReversed()) {
    const { codes, text } = await issueMessage(page, example);
    if (codes.join() !== page.code) {
      const names = example.files.map(({ name }) => name).join(", ");
      const found = codes.join(", ") || "no issue";
      throw new Error(`${fileOf(page)}: the example ${names} has ${found}; expected ${page.code} alone`);
    }
    const message = `\n\nCheckride says:\n\n~~~~~~text wrap\n${text}\n~~~~~~`;
    markdown = markdown.slice(0, example.end) + message + markdown.slice(example.end);
  }
  return markdown;
}
