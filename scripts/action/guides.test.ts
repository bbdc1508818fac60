import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REFUSAL_CODES, refusalWords } from "#reporters/pull-request/refusal.ts";

const guide = async (name: string) => await readFile(`docs/content/docs/guides/${name}.md`, "utf8");

/** The text of the files of our code whose path ends with this name: `size.ts`, `yaml/documents.test.ts`. */
async function sourcesNamed(name: string): Promise<string> {
  const paths = await readdir("scripts", { recursive: true });
  const named = paths.filter((path) => `/${path.replaceAll("\\", "/")}`.endsWith(`/${name}`));
  return (await Promise.all(named.map((path) => readFile(join("scripts", path), "utf8")))).join("");
}

/** The tests that the last cell of each row of a page's threat tables names: a file, then what is in it. */
function namedTests(page: string): [file: string, text: string][] {
  const rows = page.split("\n").filter((line) => /^\| [^-]/.test(line) && !line.startsWith("| Threat"));
  return rows.flatMap((row) => {
    const cell = row
      .split(" | ")
      .at(-1)!
      .replace(/\|\s*$/, "");
    return [...cell.matchAll(/`([\w./-]+\.ts)`(?:: ([^`]*))?/g)].flatMap(([, file = "", texts = ""]) => {
      const names = texts.split(";").map((text) => text.trim());
      return names.filter((text) => text !== "").map((text): [string, string] => [file, text]);
    });
  });
}

it('every test that the guide "Security model" names is there, and every threat names one', async () => {
  const page = await guide("security-model");
  const tests = namedTests(page);
  const missing = await Promise.all(
    tests.map(async ([file, text]) => {
      const code = await sourcesNamed(file);
      return code !== "" && (code.includes(text) || text.startsWith("one case each")) ? [] : [[file, text]];
    }),
  );
  expect(missing.flat()).toEqual([]);
  const threats = page.split("\n").filter((line) => /^\| [^-]/.test(line) && !line.startsWith("| Threat"));
  expect(threats.filter((row) => !/`[\w./-]+\.ts`/.test(row))).toEqual([]);
  expect(tests.length).toBeGreaterThan(threats.length);
});

it('the guide "What the verdict says" has every reason for which nothing is graded', async () => {
  const page = await guide("read-the-verdict");
  const titles = REFUSAL_CODES.map((code) => `Not graded: ${refusalWords({ code }).title}`);
  expect(titles.filter((title) => !page.includes(`| ${title} `))).toEqual([]);
});

it("the README of an exported repository and the guides call a refusal by its name", async () => {
  const readme = await readFile("scripts/commands/export/repository/README.md", "utf8");
  const { title } = refusalWords({ code: "protected-files" });
  expect(readme).toContain(`Not graded: ${title}`);
});
