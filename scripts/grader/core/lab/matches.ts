import { closestName } from "#core/closest-name.ts";
import type { Check } from "#core/generated/lab.ts";
import type { ObjectProblem } from "#core/issue.ts";
import type { JsonMap, Json } from "#core/json.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { pathWithOperators, withoutOperators } from "#core/match/list-operators.ts";
import { type Subject, subjectOf } from "./subject.ts";

type Type = "integer" | "string" | "boolean";

/** The fields of what is seen where that is no object, and their types. */
const FIELDS: Partial<Record<Subject["kind"], Record<string, Type>>> = {
  request: { status: "integer", body: "string", pod: "string", error: "string" },
  may: { verb: "string", resource: "string", allowed: "boolean", reason: "string" },
  logs: { pod: "string", text: "string", error: "string" },
  exec: { pod: "string", exitCode: "integer", stdout: "string", stderr: "string", error: "string" },
};

/** A typo in a field to match would never be matched: the lab file is refused instead. */
export function matchProblems(check: Check): ObjectProblem[] {
  const { matches } = check;
  if (!matches) return [];
  const fields = FIELDS[subjectOf(check).kind];
  const { apiVersion, kind } = check.object ?? check.objects ?? check.manifests ?? {};
  const problems = fields ? itemProblems(matches, fields) : partialProblems(matches, { apiVersion, kind } as JsonMap);
  return problems.map((problem) => ({ ...problem, path: ["matches", ...problem.path] }));
}

/** What is wrong with a part of an object of one kind; the paths are those of `part`. */
export function partialProblems(part: JsonMap, kind: JsonMap): ObjectProblem[] {
  const plain = { ...(withoutOperators(part) as JsonMap), ...kind };
  return validateObject(plain, { partial: true }).map((problem) => ({
    ...problem,
    path: pathWithOperators(part, problem.path),
  }));
}

function itemProblems(matches: JsonMap, fields: Record<string, Type>): ObjectProblem[] {
  return Object.entries(matches).flatMap(([field, value]): ObjectProblem[] => {
    const expected = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (!expected) return [{ code: "unknown-key", path: [field], suggestion: closestName(field, Object.keys(fields)) }];
    return hasType(value, expected) ? [] : [{ code: "wrong-type", path: [field], expected, actual: value }];
  });
}

function hasType(value: Json, type: Type): boolean {
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}
