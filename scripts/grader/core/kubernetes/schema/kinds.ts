import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import type { JsonMap } from "#core/json.ts";
import { builtInKinds, clusterScoped, kinds } from "#core/kubernetes/generated/fields.js";
import { type KindName, kindName } from "#core/kubernetes/object.ts";

const knownKinds: readonly KindName[] = Object.keys(kinds);

const simpleNames = knownKinds.map((kind) => kind.slice(kind.lastIndexOf("/") + 1));

/** What is wrong with an object's `apiVersion` and `kind`; nothing for a known kind. */
export function kindProblems(object: JsonMap): ObjectProblem[] {
  const { apiVersion, kind } = object;
  const problems = (["apiVersion", "kind"] as const).flatMap((field): ObjectProblem[] => {
    const value = object[field];
    if (value === undefined || value === null || value === "") return [{ code: "missing-field", path: [field] }];
    return typeof value === "string" ? [] : [{ code: "wrong-type", path: [field], expected: "string", actual: value }];
  });
  if (typeof apiVersion !== "string" || typeof kind !== "string" || problems.length > 0) return problems;
  const name = kindName({ apiVersion, kind });
  return knownKinds.includes(name) ? [] : [unknownKind(name, kind)];
}

/** Whether Kubernetes has this kind, known to Checkride or not. */
export function isBuiltIn(kind: KindName): boolean {
  return builtInKinds.includes(kind);
}

/** Whether objects of this kind live in no namespace, as Nodes do. */
export function isClusterScoped(of: { apiVersion: string; kind: string }): boolean {
  return clusterScoped.includes(kindName(of));
}

function unknownKind(actual: KindName, kind: string): ObjectProblem {
  const meant = closestName(kind, simpleNames);
  const suggestion = knownKinds.find((known) => known.endsWith(`/${meant}`));
  // A kind that there is in another group or version is spelt right: the mistake is in the line above it.
  const path = meant === kind ? ["apiVersion"] : ["kind"];
  return { code: "unknown-kind", path, actual, ...(suggestion !== undefined && { suggestion }) };
}
