import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EXPECTED_FILE, LabFileError, labFolder, readSubmittedFiles } from "#commands/lab-folders.ts";
import type { MistakeFile } from "#core/generated/mistake.ts";
import { validate } from "#core/generated/mistake-validator.js";
import type { Issue } from "#core/issue.ts";
import type { Lab } from "#core/lab.ts";
import { pathText } from "#core/path.ts";
import type { CorpusCase, Expectation } from "#core/proof.ts";
import { fileProblems } from "#core/schema-issues.ts";
import { readYaml } from "#core/yaml-documents.ts";
import { issueWords } from "#reporters/issue-words.ts";

/** Every file set of a lab and what it must lead to. Throws {@link LabFileError} for a mistake that says it wrongly. */
export async function readCorpus({ id, file }: Lab): Promise<CorpusCase[]> {
  const folder = labFolder(id);
  const cases: CorpusCase[] = [
    {
      name: "exercise",
      files: await readSubmittedFiles(join(folder, "exercise")),
      expectation: { outcome: "not pass" },
    },
    { name: "solution", files: await readSubmittedFiles(join(folder, "solution")), expectation: { outcome: "pass" } },
  ];
  const checks = file.checks.map((check) => check.id);
  const mistakes = await readdir(join(folder, "mistakes"));
  for (const name of mistakes.sort()) {
    const mistake = join(folder, "mistakes", name);
    cases.push({
      name: `mistakes/${name}`,
      files: await readSubmittedFiles(mistake),
      expectation: await readExpectation(join(mistake, EXPECTED_FILE), checks),
    });
  }
  return cases;
}

async function readExpectation(path: string, checks: readonly string[]): Promise<Expectation> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new LabFileError(`${path} is missing: say there which checks the mistake fails.`);
  });
  const { documents, issues } = readYaml(path, text);
  const [document] = documents;
  if (!document) throw refusal(issues);
  const problems = fileProblems(validate, document.value).map(({ code, path: field, ...rest }): Issue => ({
    code,
    location: document.locate(field),
    path: pathText(field),
    ...rest,
  }));
  if (problems.length > 0) throw refusal(problems);
  const mistake = document.value as unknown as MistakeFile;
  if (!mistake.fail) return { outcome: "refused", issues: mistake.issues ?? [] };
  const unknown = mistake.fail.findIndex((id) => !checks.includes(id));
  if (unknown === -1) return { outcome: "fail", checks: mistake.fail };
  const location = document.locate(["fail", unknown]);
  throw refusal([
    { code: "unknown-need", location, path: `fail[${unknown}]`, expected: [...checks], actual: mistake.fail[unknown] },
  ]);
}

function refusal(issues: readonly Issue[]): LabFileError {
  const lines = issues.map((issue) => {
    const { what, next } = issueWords(issue.code, issue);
    return `${issue.location.file}:${issue.location.line}:${issue.location.column}  ${issue.code}: ${what} ${next}`;
  });
  return new LabFileError(lines.join("\n"));
}
