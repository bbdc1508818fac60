import type { HttpResponse } from "#core/cluster.ts";
import { fillTemplate, unsatisfied, type VariableName, type Variables } from "#core/expression.ts";
import type { Check } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { listKeys } from "#core/kubernetes/list-keys.ts";
import { type Json, kindName, type KubernetesObject } from "#core/kubernetes-object.ts";
import { match } from "#core/match.ts";
import { selectorText, type Sight, type Subject, subjectOf } from "#core/sight.ts";

/** What a check thinks of what it saw; without mismatches it holds. */
export interface Opinion {
  mismatches: Mismatch[];
  message?: string;
}

/** The name under which an expression finds what the check looks at. */
export const VARIABLES: Record<Subject["kind"], VariableName> = {
  object: "object",
  objects: "objects",
  request: "responses",
};

/** Holds what was seen against the check's `matches` or `satisfies`. Over nothing, no check holds. */
export function judge(check: Check, sight: Sight): Opinion {
  const unknown = absence(check, sight) ?? staleness(check, sight);
  if (unknown) return { mismatches: [unknown] };
  if (check.matches) return { mismatches: matchItems(check.matches, sight) };
  const variables = variablesOf(sight);
  const mismatches = unsatisfied(check.satisfies ?? "false", variables).map((mismatch) => named(mismatch, sight));
  if (mismatches.length === 0 || !check.message) return { mismatches };
  return { mismatches, message: fillTemplate(check.message, variables) };
}

/** A field of the one object that a check looks at reads as it does with `matches`: whose it is, and its path. */
function named(mismatch: Mismatch, sight: Sight): Mismatch {
  if (sight.kind !== "object" || !sight.object) return mismatch;
  const [, field] = /^object\.([\w.[\]"/-]+)$/.exec(mismatch.path) ?? [];
  return { object: nameOf(sight.object), ...mismatch, ...(field !== undefined && { path: field }) };
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}

function absence(check: Check, sight: Sight): Mismatch | undefined {
  const subject = subjectOf(check);
  if (subject.kind === "object" && sight.kind === "object" && !sight.object) {
    return { path: "", expected: `${subject.object.kind}/${subject.object.name}` };
  }
  if (subject.kind === "objects" && sight.kind === "objects" && sight.objects.length === 0) {
    return { path: "", expected: selectorText(subject.objects) };
  }
  if (sight.kind === "request" && sight.responses.length === 0) return { path: "", expected: "a response" };
  return undefined;
}

/** A status that the object's controller wrote before the last change to the object says nothing about that change. */
function staleness({ matches = {}, satisfies = "" }: Check, sight: Sight): Mismatch | undefined {
  if (!("status" in matches) && !/\bstatus\b|\bcondition\(/.test(satisfies)) return undefined;
  for (const object of objectsOf(sight)) {
    const { observedGeneration } = (object.status ?? {}) as { observedGeneration?: number };
    const expected = object.metadata.generation ?? 0;
    if (observedGeneration === undefined || observedGeneration >= expected) continue;
    return { object: nameOf(object), path: "status.observedGeneration", expected, actual: observedGeneration };
  }
  return undefined;
}

function objectsOf(sight: Sight): KubernetesObject[] {
  if (sight.kind === "objects") return sight.objects;
  return sight.kind === "object" && sight.object ? [sight.object] : [];
}

/** Each object must match on its own; a response that never came says why it did not. */
function matchItems(expected: Json, sight: Sight): Mismatch[] {
  if (sight.kind === "request") return matchResponses(expected, sight.responses);
  return objectsOf(sight).flatMap((object) =>
    match(expected, object as unknown as Json, (path) => listKeys(kindName(object), path)).map((mismatch) => ({
      object: nameOf(object),
      ...mismatch,
    })),
  );
}

/** Responses that are wrong in the same way are one mismatch. */
function matchResponses(expected: Json, responses: readonly HttpResponse[]): Mismatch[] {
  const alike = new Map<string, { mismatch: Mismatch; count: number }>();
  for (const response of responses) {
    const mismatches: Mismatch[] =
      response.error === undefined
        ? match(expected, { status: response.status, body: response.body }, () => undefined)
        : [{ path: "", expected, actual: response.error }];
    for (const mismatch of mismatches) {
      const key = JSON.stringify(mismatch);
      alike.set(key, { mismatch, count: (alike.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...alike.values()].map(({ mismatch, count }) => ({
    object: `${count} of ${responses.length} responses`,
    ...mismatch,
  }));
}

function variablesOf(sight: Sight): Variables {
  if (sight.kind === "object") return { object: sight.object };
  if (sight.kind === "objects") return { objects: sight.objects };
  return { responses: sight.responses };
}
