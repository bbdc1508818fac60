import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { validate } from "#core/generated/mistake-validator.js";
import type { MistakeFile } from "#core/generated/mistake.ts";
import type { Lab } from "#core/lab/lab.ts";
import { fileProblems } from "#core/lab/schema-issues.ts";
import { isExperiment } from "#core/lab/submission-rules.ts";
import { type CorpusCase, EXPERIMENT, type Expectation } from "#core/proof.ts";
import { EXPECTED_FILE } from "#core/submission/submission.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { type Course, pathOf } from "./course.ts";
import { LabFileError, labFolder } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** Every file set of a lab and what it must lead to. Throws {@link LabFileError} for one that is missing or a mistake that says it wrongly. */
export async function readCorpus({ id, file }: Lab, course: Course): Promise<CorpusCase[]> {
  if (isExperiment(file)) return [{ name: EXPERIMENT, files: [], expectation: { outcome: "pass" } }];
  const folder = labFolder(id, course);
  const checks = file.checks.map((check) => check.id);
  const mistakes = await readdir(pathOf(course, join(folder, "mistakes"))).catch((): string[] => []);
  if (mistakes.length === 0) throw missing(join(folder, "mistakes"), "it must hold at least one mistake");
  const cases: CorpusCase[] = [
    await readCase(course, folder, "exercise", { outcome: "not pass" }),
    await readCase(course, folder, "solution", { outcome: "pass" }),
  ];
  for (const mistake of mistakes.sort()) {
    const name = `mistakes/${mistake}`;
    const { expectation, like } = await readExpectation(course, join(folder, name, EXPECTED_FILE), checks);
    cases.push({ ...(await readCase(course, folder, name, expectation)), ...(like !== undefined && { like }) });
  }
  return cases;
}

async function readCase(course: Course, folder: string, name: string, expectation: Expectation): Promise<CorpusCase> {
  const files = await readSubmittedFiles(pathOf(course, join(folder, name)));
  if (!files) throw missing(join(folder, name), "it must hold the files that the lab asks for");
  return { name, files, expectation };
}

async function readExpectation(
  course: Course,
  path: string,
  checks: readonly string[],
): Promise<Pick<CorpusCase, "expectation" | "like">> {
  const text = await readFile(pathOf(course, path), "utf8").catch(() => {
    throw missing(path, "it must say which checks the mistake fails");
  });
  const { documents, issues } = readYaml(path, text);
  const [document] = documents;
  if (!document) throw new LabFileError(issueLines(issues));
  const refuse = (problems: ReturnType<typeof fileProblems>) =>
    new LabFileError(issueLines(problems.map((problem) => locatedIssue(problem, document))));
  const problems = fileProblems(validate, document.value);
  if (problems.length > 0) throw refuse(problems);
  const mistake = document.value as unknown as MistakeFile;
  const { fail, issues: refused = [], like } = mistake;
  if (!fail) return { expectation: { outcome: "refused", issues: refused }, like };
  const unknown = fail.findIndex((id) => !checks.includes(id));
  if (unknown === -1) return { expectation: { outcome: "fail", checks: fail }, like };
  throw refuse([{ code: "unknown-check", path: ["fail", unknown], expected: [...checks], actual: fail[unknown] }]);
}

function missing(path: string, why: string): LabFileError {
  return new LabFileError(`${path.replaceAll("\\", "/")} is missing: ${why}.`);
}
