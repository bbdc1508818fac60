import { readFile } from "node:fs/promises";
import { visit } from "unist-util-visit";
import { expect, it } from "vitest";
import { validate as validateMistake } from "#core/generated/mistake-validator.js";
import { validate as validateSurvivors } from "#core/generated/survivors-validator.js";
import { validate as validateWay } from "#core/generated/way-validator.js";
import { readLab } from "#core/lab/lab.ts";
import { fileProblems } from "#core/lab/schema-issues.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { markdownTree } from "#lessons/markdown/tree.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { labFile } from "./testing/command-run.ts";

async function examples(): Promise<string[]> {
  const tree = markdownTree(await readFile("docs/content/docs/guides/write-a-lab.md", "utf8"));
  const found: string[] = [];
  visit(tree, "code", ({ lang, value }) => {
    if (lang === "yaml") found.push(value);
  });
  return found;
}

/** What is wrong with an example of a lab file: its checks, or keys of one check. */
function labIssues(example: string): string {
  const [head] = labFile.split("checks:");
  const keys = example
    .split("\n")
    .map((line) => `    ${line}\n`)
    .join("");
  const one = `checks:\n  - id: one\n    title: One\n    points: 1\n    hints: [{ say: Look. }]\n${keys}`;
  const text = `${head}cluster: { scope: cluster }\n${/^(asks|checks):/.test(example) ? example : one}`;
  return issueLines(readLab({ id: "guide", path: "guide", files: [{ name: "lab.yaml", text }] }).issues);
}

function fileIssues(validate: Parameters<typeof fileProblems>[0], example: string): string {
  const { documents, issues } = readYaml("guide", example);
  const problems = documents.flatMap((document) => fileProblems(validate, document.value));
  return [issueLines(issues), ...problems.map(({ code, path }) => `${code} ${path.join(".")}`)].join("");
}

it('every example of the guide "Write a lab" is what a lab may hold', async () => {
  const wrong = (await examples()).map((example) => {
    if (example.startsWith("about:"))
      return fileIssues(example.includes("fail:") ? validateMistake : validateWay, example);
    if (example.startsWith("- object:")) return fileIssues(validateSurvivors, example);
    return labIssues(example);
  });
  expect(wrong).toEqual(wrong.map(() => ""));
  expect(wrong.length).toBeGreaterThan(5);
});

it("a wrong example is found", () => {
  expect(labIssues("object: { apiVersion: v1, kind: Pod, name: a }\nmatches: { spec: { hostnames: [a] } }")).toMatch(
    "unknown-field",
  );
  expect(fileIssues(validateSurvivors, "- { file: a.yaml, path: spec, why: It is. }")).toMatch("unknown-key 0.file");
});
