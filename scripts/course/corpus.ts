import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import { validate as validateMistake } from "#core/generated/mistake-validator.js";
import type { MistakeFile } from "#core/generated/mistake.ts";
import { validate as validateWay } from "#core/generated/way-validator.js";
import type { WayFile } from "#core/generated/way.ts";
import type { ObjectProblem } from "#core/issue.ts";
import type { Lab } from "#core/lab/lab.ts";
import { fileProblems } from "#core/lab/schema-issues.ts";
import { isExperiment } from "#core/lab/submission-rules.ts";
import { type CorpusCase, EXPERIMENT } from "#core/proof.ts";
import { EXPECTED_FILE, type SubmittedFile } from "#core/submission/submission.ts";
import { readYaml, type YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { type Course, pathOf } from "./course.ts";
import { LabFileError, labFolder } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** The folders of file sets, each set in a folder with a file that says what it must lead to. */
export const FOLDERS_OF_SETS = ["mistakes", "ways", "lures"] as const;

/** Every file set of a lab and what it must lead to. Throws {@link LabFileError} for one that is missing or whose author says it wrongly. */
export async function readCorpus({ id, file }: Lab, course: Course): Promise<CorpusCase[]> {
  if (isExperiment(file)) return [{ name: EXPERIMENT, files: [], expectation: { outcome: "pass" } }];
  const folder = labFolder(id, course);
  const checks = file.checks.map((check) => check.id);
  const cases: CorpusCase[] = [
    { name: "exercise", files: await readFiles(course, folder, "exercise"), expectation: { outcome: "not pass" } },
    { name: "solution", files: await readFiles(course, folder, "solution"), expectation: { outcome: "pass" } },
  ];
  for (const sets of FOLDERS_OF_SETS) {
    const found = await readdir(pathOf(course, join(folder, sets))).catch((): string[] => []);
    if (sets === "mistakes" && found.length === 0)
      throw missing(join(folder, sets), "it must hold at least one mistake");
    for (const name of found.sort().map((one) => `${sets}/${one}`)) {
      const path = join(folder, name, EXPECTED_FILE);
      const expected = sets === "ways" ? await readWay(course, path) : await readMistake(course, path, checks);
      cases.push({ name, files: await readFiles(course, folder, name), ...expected });
    }
  }
  return cases;
}

async function readFiles(course: Course, folder: string, name: string): Promise<SubmittedFile[]> {
  const files = await readSubmittedFiles(pathOf(course, join(folder, name)));
  if (!files) throw missing(join(folder, name), "it must hold the files that the lab asks for");
  return files;
}

type Expected = Omit<CorpusCase, "name" | "files">;

async function readWay(course: Course, path: string): Promise<Expected> {
  const { value } = await readExpected(course, path, validateWay);
  const { source, unsupported } = value as unknown as WayFile;
  return {
    expectation: { outcome: "pass" },
    ...(source !== undefined && { source }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

async function readMistake(course: Course, path: string, checks: readonly string[]): Promise<Expected> {
  const document = await readExpected(course, path, validateMistake);
  const { fail, issues: refused = [], like, source, unsupported } = document.value as unknown as MistakeFile;
  const unknown = fail?.findIndex((id) => !checks.includes(id)) ?? -1;
  if (unknown !== -1)
    throw refuse(document, [
      { code: "unknown-check", path: ["fail", unknown], expected: [...checks], actual: fail?.[unknown] },
    ]);
  return {
    expectation: fail ? { outcome: "fail", checks: fail } : { outcome: "refused", issues: refused },
    ...(like !== undefined && { like }),
    ...(source !== undefined && { source }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

async function readExpected(course: Course, path: string, validate: ValidateFunction): Promise<YamlDocument> {
  const text = await readFile(pathOf(course, path), "utf8").catch(() => {
    throw missing(path, "it must say what the file set leads to");
  });
  const { documents, issues } = readYaml(path.replaceAll("\\", "/"), text);
  const [document] = documents;
  if (!document) throw new LabFileError(issueLines(issues));
  const problems = fileProblems(validate, document.value);
  if (problems.length > 0) throw refuse(document, problems);
  return document;
}

function refuse(document: YamlDocument, problems: readonly ObjectProblem[]): LabFileError {
  return new LabFileError(issueLines(problems.map((problem) => locatedIssue(problem, document))));
}

function missing(path: string, why: string): LabFileError {
  return new LabFileError(`${path.replaceAll("\\", "/")} is missing: ${why}.`);
}
