import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type JsonMap, type Json } from "#core/json.ts";
import { decoded } from "#core/kubernetes/decoding/decoded.ts";
import { type KindName, kindName } from "#core/kubernetes/object.ts";
import { kindProblems } from "#core/kubernetes/schema/kinds.ts";
import { pathText } from "#core/path.ts";
import { oneForEachCause } from "./causes.ts";
import { inDocumentOrder } from "./document-order.ts";
import { meantObject } from "./meant-object.ts";
import { ruleProblems } from "./rule-problems.ts";
import { type SchemaProblem, schemaProblems } from "./schema-problems.ts";
import { wellTyped } from "./well-typed.ts";

export type { ObjectProblem } from "#core/issue.ts";

/**
 * What a Kubernetes API server would refuse about an object, in the order of its fields; nothing for
 * a valid one. `partial` is for the `matches` of a check: fields and names may be missing and the rules beyond the
 * schema do not hold, but unknown fields and wrong types are problems all the same. Never throws.
 */
export function validateObject(object: Json, { partial = false } = {}): ObjectProblem[] {
  if (!isJsonMap(object)) return [{ code: "not-a-map", path: [], expected: "map", actual: object }];
  const problems = kindProblems(object);
  if (problems.length > 0) return inDocumentOrder(object, problems);
  const kind = kindName(object as { apiVersion: string; kind: string });
  const read = decoded(object) as JsonMap;
  const found = partial
    ? schemaProblems(kind, read).filter(({ code }) => code !== "missing-field")
    : allProblems(kind, read);
  return inDocumentOrder(object, oneForEachCause(found));
}

/** The rules judge the object that was meant, so that a misspelt field is not missed a second time. */
function allProblems(kind: KindName, object: JsonMap): SchemaProblem[] {
  const bySchema = schemaProblems(kind, object);
  if (bySchema.length === 0) return ruleProblems(kind, object);
  const meant = meantObject(object, bySchema);
  const remaining = schemaProblems(kind, meant);
  const missing = new Set(remaining.flatMap(({ code, path }) => (code === "missing-field" ? [pathText(path)] : [])));
  const stillThere = bySchema.filter(({ code, path }) => code !== "missing-field" || missing.has(pathText(path)));
  return [...stillThere, ...ruleProblems(kind, wellTyped(meant, remaining))];
}
