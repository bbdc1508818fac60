import { fillTemplate, unsatisfied, valueOf, type Variables } from "#core/cel/expression.ts";
import type { Check } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { type Json, sameValue } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type Subject, subjectOf, subjectText, VARIABLES } from "#core/lab/subject.ts";
import type { Item, Sight } from "#core/look/sight.ts";
import { matchItem, namedMismatches } from "./item-matches.ts";

/** What a check thinks of what it saw; without mismatches it holds. */
export interface Opinion {
  mismatches: Mismatch[];
  message?: string;
  /** Nothing that comes later can change it. */
  final?: true;
  /** How many of the items match, for points in proportion. */
  matching?: { items: number; of: number };
}

/** Holds what was seen against the check's `matches` or `satisfies`. Over nothing, no check holds. */
export function judge(check: Check, sight: Sight): Opinion {
  const subject = subjectOf(check);
  const unknown = absence(subject, sight) ?? staleness(check, subject, sight);
  if (unknown) return { mismatches: [unknown] };
  if (check.rights) return judgeRights(sight);
  if (check.matches) return judgeMatches(check.matches, check.never !== undefined, sight);
  const variables: Variables = {
    [VARIABLES[subject.kind]]:
      subject.kind === "object" ? sight.items[0]?.value : sight.items.map(({ value }) => value),
    facts: sight.facts,
  };
  const { satisfies = "false" } = check;
  const opinion = check.never ? judgeNever(satisfies, variables) : { mismatches: unsatisfied(satisfies, variables) };
  const silent = subject.kind === "request" && opinion.mismatches.length > 0 ? unanswered(sight) : [];
  const mismatches = [...silent, ...opinion.mismatches.map((mismatch) => named(mismatch, subject, sight))];
  const { facts: _hidden, ...shown } = variables;
  const message = mismatches.length > 0 && check.message && fillTemplate(check.message, shown);
  return { ...opinion, mismatches, ...(message && { message }) };
}

/** Each place must give what it should and nothing else; what is too much does not go away by waiting. */
function judgeRights({ items }: Sight): Opinion {
  const mismatches = items
    .map(({ name, value }) => ({ object: name, ...(value as { path: string; expected: string[]; actual: string[] }) }))
    .filter(({ expected, actual }) => !sameValue(expected, actual));
  return mismatches.some(({ actual }) => actual.length > 0) ? { mismatches, final: true } : { mismatches };
}

/** Each item must match on its own; with `never`, none may. */
function judgeMatches(expected: Json, never: boolean, { items }: Sight): Opinion {
  const found = items.map((item) => ({ item, mismatches: matchItem(expected, item) }));
  const matching = found.filter(({ mismatches }) => mismatches.length === 0);
  if (!never) return { mismatches: namedMismatches(found), matching: { items: matching.length, of: items.length } };
  const forbidden = found.map(({ item, mismatches }) => ({
    item,
    mismatches: mismatches.length === 0 ? [{ path: "", expected: "never", actual: expected }] : [],
  }));
  return matching.length === 0 ? { mismatches: [] } : { mismatches: namedMismatches(forbidden), final: true };
}

/** What gives neither true nor false says nothing, so that a misspelt field does not make it hold. */
function judgeNever(satisfies: string, variables: Variables): Opinion {
  const { value, problem } = valueOf(satisfies, variables);
  if (value === false) return { mismatches: [] };
  const path = satisfies.trim();
  if (value === true) return { mismatches: [{ path, expected: false, actual: true }], final: true };
  return { mismatches: [{ path, expected: false, ...(problem !== undefined && { actual: problem }) }] };
}

/** Why there was no answer, or none that counts: no expression would say it. */
function unanswered({ items }: Sight): Mismatch[] {
  const found = items.map((item) => {
    const { error } = item.value;
    return { item, mismatches: typeof error === "string" ? [{ path: "", expected: "an answer", actual: error }] : [] };
  });
  return namedMismatches(found);
}

/** A field of the one object that a check looks at reads as it does with `matches`: whose it is, and its path. */
function named(mismatch: Mismatch, subject: Subject, { items: [item] }: Sight): Mismatch {
  if (subject.kind !== "object" || !item) return mismatch;
  const [, field] = /^object\.([\w.[\]"/-]+)$/.exec(mismatch.path) ?? [];
  return { object: item.name, ...mismatch, ...(field !== undefined && { path: field }) };
}

function absence(subject: Subject, { items }: Sight): Mismatch | undefined {
  return items.length === 0 ? { path: "", expected: subjectText(subject) } : undefined;
}

/** A status that the object's controller wrote before the last change to the object says nothing about that change. */
function staleness({ matches = {}, satisfies = "" }: Check, { kind }: Subject, { items }: Sight): Mismatch | undefined {
  if (kind !== "object" && kind !== "objects") return undefined;
  if (!("status" in matches) && !/\bstatus\b|\bcondition\(/.test(satisfies)) return undefined;
  return items.map(stale).find((mismatch) => mismatch !== undefined);
}

function stale({ name, value }: Item): Mismatch | undefined {
  const { metadata, status } = value as KubernetesObject;
  const { observedGeneration } = (status ?? {}) as { observedGeneration?: number };
  const expected = metadata.generation ?? 0;
  if (observedGeneration === undefined || observedGeneration >= expected) return undefined;
  return { object: name, path: "status.observedGeneration", expected, actual: observedGeneration };
}
