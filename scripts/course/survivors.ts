import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { validate } from "#core/generated/survivors-validator.js";
import type { Survivor } from "#core/generated/survivors.ts";
import { fileProblems } from "#core/lab/schema-issues.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { type Course, pathOf } from "./course.ts";
import { LabFileError, labFolder } from "./labs.ts";

/** Where an author says which changes of the solution are no mistake. */
export const SURVIVORS_FILE = "survivors.yaml";

/** The changes of the solution that the lab's author excuses; none where the lab has no such file. Throws {@link LabFileError} for a broken one. */
export async function readSurvivors(lab: string, course: Course): Promise<Survivor[]> {
  const path = join(labFolder(lab, course), SURVIVORS_FILE).replaceAll("\\", "/");
  const text = await readFile(pathOf(course, path), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const { documents, issues } = readYaml(path, text);
  const [document] = documents;
  if (!document) throw new LabFileError(issueLines(issues));
  const problems = fileProblems(validate, document.value);
  if (problems.length > 0)
    throw new LabFileError(issueLines(problems.map((problem) => locatedIssue(problem, document))));
  return document.value as unknown as Survivor[];
}
