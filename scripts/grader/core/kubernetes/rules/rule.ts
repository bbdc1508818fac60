import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import type { JsonMap, Json } from "#core/json.ts";
import type { Path } from "#core/path.ts";

/**
 * One thing that Kubernetes demands beyond its schema. A rule gets a value of its type (types are already right, any
 * field may be missing) and the whole object.
 */
export type Rule<Value> = (value: Value, object: JsonMap) => ObjectProblem[];

/** A value that Kubernetes refuses; `expected` completes "must be …", or lists the values that are allowed. */
export function invalid(path: Path, expected: Json, actual: unknown, suggestion?: string): ObjectProblem {
  const finding: ObjectProblem = { code: "invalid-value", path, expected, actual: (actual ?? null) as Json };
  return suggestion === undefined ? finding : { ...finding, suggestion };
}

/** Nothing when the field is absent or has one of the allowed values. */
export function unknownValue(path: Path, allowed: readonly string[], actual: string | undefined): ObjectProblem[] {
  if (actual === undefined || allowed.includes(actual)) return [];
  return [invalid(path, [...allowed], actual, closestName(actual, allowed))];
}

/** A field that must be there in this place. */
export function missing(path: Path, expected?: Json): ObjectProblem {
  return expected === undefined ? { code: "missing-field", path } : { code: "missing-field", path, expected };
}

/** Nothing when the field is absent or lies between the bounds, both included. */
export function outsideRange(field: Path, value: number | undefined, least: number, most = Infinity): ObjectProblem[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  return [invalid(field, most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`, value)];
}

/** The fields of `value` that must not be negative and are. Source: Kubernetes' ValidateNonnegativeField. */
export function negative<Value extends object>(
  value: Value,
  fields: readonly (keyof Value & string)[],
): ObjectProblem[] {
  return fields.flatMap((field) => outsideRange([field], value[field] as number | undefined, 0));
}

/** The items whose `name` is in the list before; those without a name do not count. `what` names the items, as "container". */
export function repeatedNames(
  items: readonly { name?: string }[],
  list: string,
  what: string,
  taken: Iterable<string> = [],
): ObjectProblem[] {
  const seen = new Set(taken);
  return items.flatMap(({ name }, index) => {
    if (!name) return [];
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [invalid([list, index, "name"], `a name that no other ${what} has`, name)] : [];
  });
}

/** When not exactly one of the fields is set ("none" may be allowed), which are. */
export function notExactlyOne(
  value: object,
  fields: readonly string[],
  path: Path,
  none: "allowed" | "refused" = "refused",
): ObjectProblem[] {
  const set = fields.filter((field) => (value as { [key: string]: unknown })[field] !== undefined);
  if (set.length === 1 || (set.length === 0 && none === "allowed")) return [];
  return [invalid(path, `exactly one of ${fields.join(", ")}`, set)];
}

/** The findings below a field of the value. */
export function below(path: Path, findings: readonly ObjectProblem[]): ObjectProblem[] {
  return findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] }));
}
