import type { Mismatch } from "#core/generated/verdict.ts";
import type { Json } from "#core/kubernetes-object.ts";
import { type Path, pathText } from "#core/path.ts";

/** How the items of the list at a path are told apart: the names of their key fields, if they have any. */
export type ListKeys = (path: Path) => readonly string[] | undefined;

/**
 * Holds a partial object against an actual one: maps may have more keys; lists whose items have a key match item by
 * item through it and may have more items; other lists must be equal in length and order. No mismatches: it matches.
 */
export function match(expected: Json, actual: Json | undefined, listKeys: ListKeys, path: Path = []): Mismatch[] {
  const mismatch: Mismatch = { path: pathText(path), expected, ...(actual !== undefined && { actual }) };
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [mismatch];
    const keys = listKeys(path);
    return keys
      ? matchByKey(expected, actual, keys, listKeys, path)
      : matchInOrder(expected, actual, mismatch, listKeys, path);
  }
  if (isMap(expected)) {
    if (!isMap(actual)) return [mismatch];
    return Object.entries(expected).flatMap(([key, value]) =>
      match(value, Object.hasOwn(actual, key) ? actual[key] : undefined, listKeys, [...path, key]),
    );
  }
  return expected === actual ? [] : [mismatch];
}

function matchInOrder(
  expected: Json[],
  actual: Json[],
  mismatch: Mismatch,
  listKeys: ListKeys,
  path: Path,
): Mismatch[] {
  if (expected.length !== actual.length) return [mismatch];
  return expected.flatMap((item, index) => match(item, actual[index], listKeys, [...path, index]));
}

function matchByKey(
  expected: Json[],
  actual: Json[],
  keys: readonly string[],
  listKeys: ListKeys,
  path: Path,
): Mismatch[] {
  return expected.flatMap((item) => {
    const wanted = keys.filter((key) => isMap(item) && item[key] !== undefined);
    const index = actual.findIndex(
      (candidate) =>
        wanted.length > 0 && wanted.every((key) => isMap(item) && isMap(candidate) && candidate[key] === item[key]),
    );
    if (index === -1) return [{ path: pathText(path), expected: item }];
    return match(item, actual[index], listKeys, [...path, index]);
  });
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
