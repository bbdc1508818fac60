import { VARIABLES } from "#core/assertion.ts";
import { closestName } from "#core/closest-name.ts";
import { digestOf } from "#core/digest.ts";
import { checkExpression, templateExpressions } from "#core/expression.ts";
import type { Check, LabFile } from "#core/generated/lab.ts";
import { validate } from "#core/generated/lab-validator.js";
import type { Issue } from "#core/issue.ts";
import type { Json, KubernetesObject } from "#core/kubernetes-object.ts";
import { type ObjectProblem, validateObject } from "#core/kubernetes/validate.ts";
import type { Manifest } from "#core/manifest.ts";
import { type Path, pathText } from "#core/path.ts";
import { fileProblems } from "#core/schema-issues.ts";
import { subjectOf } from "#core/sight.ts";
import { readYaml, type YamlDocument } from "#core/yaml-documents.ts";

/** A lab that can be graded. */
export interface Lab {
  /** The folder's name. */
  id: string;
  file: LabFile;
  /** The author's objects, applied before the submission. */
  setup: Manifest[];
  digest: string;
}

/** The files of a lab's folder that say how it is graded: `lab.yaml` and `setup/*.yaml`. */
export interface LabFolder {
  id: string;
  files: { name: string; text: string }[];
}

/** Reads a lab, or says what is wrong with its files, all of it. Never throws for what the files hold. */
export function readLab({ id, files }: LabFolder): { lab?: Lab; issues: Issue[] } {
  const source = files.find((file) => file.name === "lab.yaml");
  if (!source)
    return {
      issues: [
        {
          code: "missing-file",
          location: { file: `labs/${id}/lab.yaml`, line: 1, column: 1 },
          path: "",
          expected: "lab.yaml",
        },
      ],
    };

  const read = readYaml(`labs/${id}/lab.yaml`, source.text);
  const [document] = read.documents;
  if (!document) return { issues: read.issues };
  const shape = fileProblems(validate, document.value).map((problem) => issueOf(problem, document));
  if (shape.length > 0) return { issues: shape };
  const file = document.value as unknown as LabFile;

  const issues = file.checks.flatMap((check, index) => checkIssues(check, ["checks", index], file, document));
  const setup: Manifest[] = [];
  for (const { name, text } of files.filter((other) => other.name.startsWith("setup/"))) {
    const manifests = readYaml(`labs/${id}/${name}`, text);
    issues.push(...manifests.issues);
    for (const { value, locate } of manifests.documents) {
      issues.push(...validateObject(value).map((problem) => issueOf(problem, { value, locate })));
      setup.push({ object: value as unknown as KubernetesObject, locate });
    }
  }
  if (issues.length > 0) return { issues };
  const bytes = files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) }));
  return { lab: { id, file, setup, digest: digestOf(bytes) }, issues };
}

function issueOf({ code, path, ...rest }: ObjectProblem, { locate }: YamlDocument): Issue {
  const part = code === "unknown-field" || code === "missing-field" ? "key" : "value";
  return { code, location: locate(path, part), path: pathText(path), ...rest };
}

/** What the schema of lab files cannot say: names that refer to nothing, expressions, fields that Kubernetes does not have. */
function checkIssues(check: Check, path: Path, file: LabFile, document: YamlDocument): Issue[] {
  const issue = (code: Issue["code"], field: Path, more: Partial<Issue>): Issue => ({
    code,
    location: document.locate([...path, ...field]),
    path: pathText([...path, ...field]),
    ...more,
  });
  const index = Number(path[1]);
  const earlier = file.checks.slice(0, index).map(({ id }) => id);
  const issues: Issue[] = [];
  if (earlier.includes(check.id)) issues.push(issue("duplicate-check", ["id"], { actual: check.id }));
  for (const [position, need] of (check.needs ?? []).entries()) {
    // Only checks that stand before: the learner reads them in this order, and no circle can arise.
    if (!earlier.includes(need))
      issues.push(
        issue("unknown-need", ["needs", position], {
          expected: earlier,
          actual: need,
          suggestion: closestName(need, earlier),
        }),
      );
  }
  const variable = VARIABLES[subjectOf(check).kind];
  const wrong = check.satisfies && checkExpression(check.satisfies, variable, "bool");
  if (wrong)
    issues.push(issue("invalid-expression", ["satisfies"], { expected: wrong.message, actual: check.satisfies }));
  for (const expression of check.message ? templateExpressions(check.message) : []) {
    const problem = checkExpression(expression, variable, "any");
    if (problem)
      issues.push(issue("invalid-expression", ["message"], { expected: problem.message, actual: expression }));
  }
  return [...issues, ...matchIssues(check, path, document)];
}

/** A typo in a field to match would never be matched: the lab file is refused instead. */
function matchIssues(check: Check, path: Path, document: YamlDocument): Issue[] {
  const of = check.object ?? check.objects;
  if (!check.matches || !of) return [];
  const partial = { ...(check.matches as Record<string, Json>), apiVersion: of.apiVersion, kind: of.kind };
  return validateObject(partial, { partial: true }).map((problem) => {
    const inMatches = problem.code !== "unknown-kind";
    const field = check.object ? "object" : "objects";
    return issueOf(
      { ...problem, path: inMatches ? [...path, "matches", ...problem.path] : [...path, field, ...problem.path] },
      document,
    );
  });
}
