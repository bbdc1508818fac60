import { existsSync } from "node:fs";
import { glob, readdir, readFile } from "node:fs/promises";
import { Command } from "commander";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import { expect, it } from "vitest";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { checkoutCommands } from "./checkout.ts";

/** A script that is the command line, here or in an exported repository: what it adds to what is typed. */
const COMMAND_LINE = /(?:scripts\/cli\.js|bundle\/cli\.mjs)(?: (.+))?$/;

/** Every line of code of a document: what stands between backticks, and fenced blocks line by line. */
function codeLines(tree: Root): string[] {
  const lines: string[] = [];
  visit(tree, (node) => {
    if (node.type === "inlineCode") lines.push(node.value.replaceAll("\n", " "));
    if (node.type === "code") lines.push(...node.value.split("\n"));
  });
  return lines;
}

async function scriptsOf(path: string): Promise<Record<string, string>> {
  const { scripts } = JSON.parse(await readFile(path, "utf8")) as { scripts: Record<string, string> };
  return scripts;
}

/** Why the command line would not take these words; nothing is done with them. */
function refusal(words: readonly string[]): string | undefined {
  const program = new Command("checkride");
  for (const add of checkoutCommands) add(program, new AbortController().signal, () => undefined);
  inert(program);
  try {
    program.parse(words, { from: "user" });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function inert(command: Command): void {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(inert);
}

/** What is wrong with the commands of a document. */
function wrongCommands(markdown: string, scripts: Record<string, string>): string[] {
  if (!markdown.includes("npm run")) return [];
  const typed = codeLines(markdownTree(markdown)).flatMap((line) => [
    ...line.matchAll(/npm run ([\w:-]+)(?: -- ((?:(?! #| && ).)+))?/g),
  ]);
  return typed.flatMap(([command, name = "", more = ""]) => {
    const script = scripts[name];
    if (script === undefined) return [`${command}: there is no script ${name}`];
    const commandLine = COMMAND_LINE.exec(script);
    if (!commandLine || more === "") return [];
    const words = `${commandLine[1] ?? ""} ${more}`.trim().split(/\s+/);
    const same = Object.keys(scripts).find((other) => other !== name && other === words[0]);
    const problem = same ? `it is typed as npm run ${same}` : refusal(words);
    return problem ? [`${command}: ${problem}`] : [];
  });
}

it("every command that a document names can be typed as it stands there", async () => {
  const ours = await scriptsOf("package.json");
  const exported = "scripts/commands/export/repository";
  const found = await Array.fromAsync(glob("{README,CONTRIBUTING,docs/content/**/*,labs/*/README}.{md,mdx}"));
  const wrong: string[] = [];
  for (const path of [...found, `${exported}/README.md`]) {
    const scripts = path.startsWith(exported) ? await scriptsOf(`${exported}/package.json`) : ours;
    wrong.push(...wrongCommands(await readFile(path, "utf8"), scripts).map((what) => `${path}: ${what}`));
  }
  expect(wrong).toEqual([]);
  expect(found.length).toBeGreaterThan(40);
});

it("every script that the code and the workflows name is there", async () => {
  const scripts = await scriptsOf("package.json");
  // Not by a glob: knip takes every file that one names for used.
  const inside = async (folder: string) =>
    (await readdir(folder, { recursive: true })).map((path) => `${folder}/${path}`);
  const all = ["package.json", ".ci/run", ...(await inside("scripts")), ...(await inside(".github/workflows"))];
  const files = all.filter((path) => /\.(ts|js|astro|yml)$|^package\.json$|^\.ci\/run$/.test(path));
  const named = files
    .filter((path) => !path.endsWith("documents.test.ts"))
    .map(async (path) => {
      const text = await readFile(path, "utf8");
      return [...text.matchAll(/npm run ([a-z]+(?::[a-z]+)?)/g)].map(([, name = ""]) => ({ path, name }));
    });
  const found = (await Promise.all(named)).flat();
  expect(found.filter(({ name }) => !(name in scripts))).toEqual([]);
  expect(found.length).toBeGreaterThan(50);
});

it("a script, an option and a choice that there is not are found, and a second name", () => {
  const scripts = { grade: "node scripts/cli.js grade", checkride: "node scripts/cli.js" };
  const text =
    "`npm run grad`, `npm run checkride -- grade one` and `npm run grade -- one --wach`\n\n" +
    "```sh\nnpm run checkride -- prove --cluster kinder # no\n```";
  expect(wrongCommands(text, scripts)).toMatchInlineSnapshot(`
    [
      "npm run grad: there is no script grad",
      "npm run checkride -- grade one: it is typed as npm run grade",
      "npm run grade -- one --wach: error: unknown option '--wach'
    (Did you mean --watch?)",
      "npm run checkride -- prove --cluster kinder: error: option '--cluster <name>' argument 'kinder' is invalid. Allowed choices are simulated, kind, current.",
    ]
  `);
});

it("CONTRIBUTING.md names files that are there", async () => {
  const named = codeLines(markdownTree(await readFile("CONTRIBUTING.md", "utf8"))).filter((code) =>
    /^[\w.-]+\/[\w./-]+\.\w+$/.test(code),
  );
  const roots = ["", "scripts/grader/"];
  expect(named.filter((path) => !roots.some((root) => existsSync(`${root}${path}`)))).toEqual([]);
  expect(named.length).toBeGreaterThan(10);
});

it("CONTRIBUTING.md has a row for each folder of the engine", async () => {
  const text = await readFile("CONTRIBUTING.md", "utf8");
  const rows = [...text.matchAll(/^\| `([a-z/]+)` +\|/gm)].map(([, folder = ""]) => folder);
  const folders = (await readdir("scripts", { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const grader = await readdir("scripts/grader");
  const named = folders.flatMap(({ name }) => (name === "grader" ? grader.map((inner) => `grader/${inner}`) : [name]));
  expect(rows.filter((row) => !row.startsWith("core")).sort()).toEqual(named.sort());
});
