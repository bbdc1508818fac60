import type { Mismatch } from "#core/generated/verdict.ts";
import { isJsonMap, type Json } from "#core/json.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { type Path, pathText } from "#core/path.ts";
import { type ListOperator, listOperator } from "./list-operators.ts";
import { unpaired } from "./pairing.ts";

/** What is known about the fields of what is matched. */
export interface FieldMeanings {
  /** How the items of the list at a path are told apart: the names of their key fields, if they have any. */
  listKeys(path: Path): readonly string[] | undefined;
  /** Whether the field is an amount: `500m` is as much as `0.5`. */
  isQuantity(path: Path): boolean;
}

/**
 * Holds a partial object against an actual one: maps may have more keys; lists whose items have a key match item by
 * item through it and may have more items; other lists must be equal in length and order, if the partial object does
 * not say otherwise (`exactly`, `contains`, `unordered`). No mismatches: it matches.
 */
export function match(expected: Json, actual: Json | undefined, fields: FieldMeanings, path: Path = []): Mismatch[] {
  const mismatch: Mismatch = { path: pathText(path), expected, ...(actual !== undefined && { actual }) };
  const operator = listOperator(expected);
  if (operator) return Array.isArray(actual) ? matchBy(operator, actual, mismatch, fields, path) : [mismatch];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [mismatch];
    const keys = fields.listKeys(path);
    return keys
      ? matchByKey(expected, actual, keys, fields, path)
      : matchInOrder(expected, actual, mismatch, fields, path);
  }
  if (isJsonMap(expected)) {
    if (!isJsonMap(actual)) return [mismatch];
    return Object.entries(expected).flatMap(([key, value]) =>
      match(value, Object.hasOwn(actual, key) ? actual[key] : undefined, fields, [...path, key]),
    );
  }
  return expected === actual || (fields.isQuantity(path) && sameAmount(expected, actual)) ? [] : [mismatch];
}

function sameAmount(expected: Json, actual: Json | undefined): boolean {
  const [one, other] = [expected, actual].map((amount) =>
    typeof amount === "string" || typeof amount === "number" ? quantityValue(amount) : undefined,
  );
  return one !== undefined && one === other;
}

function matchBy(
  { name, items }: ListOperator,
  actual: Json[],
  mismatch: Mismatch,
  fields: FieldMeanings,
  path: Path,
): Mismatch[] {
  if (name === "exactly") return matchInOrder(items, actual, mismatch, fields, path);
  if (name === "unordered" && items.length !== actual.length) return [mismatch];
  const fits = (item: Json, candidate: Json, position: number) =>
    match(item, candidate, fields, [...path, position]).length === 0;
  const missing = unpaired(items, actual, fits);
  if (missing.length === 0) return [];
  return [name === "contains" ? { ...mismatch, expected: { contains: missing } } : mismatch];
}

function matchInOrder(
  expected: Json[],
  actual: Json[],
  mismatch: Mismatch,
  fields: FieldMeanings,
  path: Path,
): Mismatch[] {
  if (expected.length !== actual.length) return [mismatch];
  return expected.flatMap((item, index) => match(item, actual[index], fields, [...path, index]));
}

function matchByKey(
  expected: Json[],
  actual: Json[],
  keys: readonly string[],
  fields: FieldMeanings,
  path: Path,
): Mismatch[] {
  return expected.flatMap((item) => {
    const wanted = keys.filter((key) => isJsonMap(item) && item[key] !== undefined);
    const index = actual.findIndex(
      (candidate) =>
        wanted.length > 0 &&
        wanted.every((key) => isJsonMap(item) && isJsonMap(candidate) && candidate[key] === item[key]),
    );
    if (index === -1) return [{ path: pathText(path), expected: item }];
    return match(item, actual[index], fields, [...path, index]);
  });
}
