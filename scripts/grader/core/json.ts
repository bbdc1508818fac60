import type { Path } from "./path.ts";

/** Any JSON value, as the `yaml` package and the Kubernetes API give it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A map of YAML or JSON. */
export type JsonMap = { [key: string]: Json };

export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined when a part of the way is not there. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === "number") found = found[step];
    else if (isJsonMap(found) && typeof step === "string" && Object.hasOwn(found, step)) found = found[step];
    else return undefined;
  }
  return found;
}

/** The value of a key that a learner may have written: `constructor` is none of a map that every object inherits it from. */
export function ownValue<T>(map: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Whether two JSON values are the same; the order of a map's keys does not matter, and a key without value is none. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  return (
    hasAllOf(left as Record<string, unknown>, right as Record<string, unknown>) &&
    hasNoMoreThan(left as Record<string, unknown>, right as Record<string, unknown>)
  );
}

function hasAllOf(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  return Object.keys(left).every((key) => sameValue(left[key], right[key]));
}

function hasNoMoreThan(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  return Object.keys(right).every((key) => right[key] === undefined || left[key] !== undefined);
}
