import { expect, test } from "vitest";
import { courseAt } from "#course/course.ts";
import { ISSUE_CODES } from "#reporters/words/issue.ts";
import { issueMessage } from "./message.ts";
import { readIssuePage } from "./page.ts";
import { pages, readIssuePages } from "./pages.ts";

const course = courseAt(".");
const written = await readIssuePages(course);

test("every issue has a page, and every page an issue", () => {
  expect(written.map(({ code }) => code).sort()).toEqual([...ISSUE_CODES].sort());
});

test.each(written)("$code: each example has this issue and no other", async (page) => {
  for (const example of page.examples) expect((await issueMessage(page, example)).codes).toEqual([page.code]);
});

test.each(written)("$code: the page says what it is, shows it, and says how to go on", ({ body, group }) => {
  const headings = [...body.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(body.indexOf("## ")).toBeGreaterThan(40);
  expect(headings[0]).toBe("An example");
  if (group !== "authors") expect(headings).toContain("What Kubernetes does");
  expect(headings.at(-1)).toMatch(/^How to (mend it|go on)$/);
});

test("what the grader says stands below the example", async () => {
  const page = (await pages(course)).find(({ id }) => id === "tab-indentation");
  const [, message] = /Checkride says:\n\n(.*?)\n\n## /s.exec(page?.markdown ?? "") ?? [];
  expect(message).toMatchInlineSnapshot(`
    "~~~~~~text wrap
    ✗ tab-indentation  The line is indented with a tab; YAML allows only spaces.
        exercise/pod.yaml:6:1
        6 |   containers: []
          | ^
        next      Replace the tab by spaces, two for each level.
    ~~~~~~"
  `);
});

const page = (frontmatter: string, body: string) =>
  readIssuePage("docs/content/issues/unknown-field.md", `---\n${frontmatter}\n---\n${body}`);
const example = '```yaml title="a.yaml"\na: 1\n```';

test("each section with titled YAML is an example; recordings are about the files of their section or the first ones", () => {
  const body = `## One\n\n${example}\n\n## Two\n\n~~~yaml title="b.yaml"\nb: 1\n~~~\n\n~~~console\n$ two\n~~~\n\n## Three\n\n~~~yaml\nno: file\n~~~\n\n~~~console\n$ one\n~~~\n`;
  const { examples, recordings } = page("title: T\ngroup: yaml", body);
  expect(examples.map(({ files }) => files)).toEqual([
    [{ name: "a.yaml", text: "a: 1\n" }],
    [{ name: "b.yaml", text: "b: 1\n" }],
  ]);
  expect(recordings.map(({ text, files }) => `${text} ${files.map(({ name }) => name).join()}`)).toEqual([
    "$ two b.yaml",
    "$ one a.yaml",
  ]);
});

test.each([
  ["group: yaml", example, "docs/content/issues/unknown-field.md: expected a title"],
  [
    "title: T\ngroup: yml",
    example,
    "docs/content/issues/unknown-field.md: group: yml; expected one of files, yaml, kubernetes, authors",
  ],
  [
    "title: T\ngroup: yaml",
    "None.",
    'docs/content/issues/unknown-field.md: expected an example, a fence such as ```yaml title="pod.yaml"',
  ],
])("a page without %j and %j is refused", (frontmatter, body, message) => {
  expect(() => page(frontmatter, body)).toThrow(message);
});
