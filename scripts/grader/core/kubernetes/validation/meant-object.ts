import { isJsonMap, type JsonMap, valueAt, type Json } from "#core/json.ts";
import type { Path } from "#core/path.ts";
import type { SchemaProblem } from "./schema-problems.ts";

/** The object with each misspelt or misplaced field where it was probably meant to stand; the same object without any. */
export function meantObject(object: JsonMap, problems: readonly SchemaProblem[]): JsonMap {
  let meant: Json = object;
  for (const { path, meant: target } of problems) {
    const value = valueAt(object, path);
    if (target && value !== undefined && valueAt(meant, target) === undefined) meant = withValue(meant, target, value);
  }
  return isJsonMap(meant) ? meant : object;
}

/** A copy with a value at a path; maps and lists on the way are made where they are missing. */
function withValue(around: Json | undefined, [step, ...rest]: Path, value: Json): Json {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const items = Array.isArray(around) ? [...around] : [];
    items[step] = withValue(items[step], rest, value);
    return items;
  }
  const fields = isJsonMap(around) ? around : {};
  return { ...fields, [step]: withValue(fields[step], rest, value) };
}
