import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type JsonMap, type Json } from "#core/json.ts";
import { type Path, pathText } from "#core/path.ts";

/** A copy of the object without the fields that have the wrong type, so that rules can rely on the types of what is left. */
export function wellTyped(object: JsonMap, problems: readonly ObjectProblem[]): JsonMap {
  const wrong = new Set(problems.filter(({ code }) => code === "wrong-type").map(({ path }) => pathText(path)));
  if (wrong.size === 0) return object;
  const kept = (value: Json, path: Path): Json | undefined => {
    if (wrong.has(pathText(path))) return undefined;
    if (Array.isArray(value)) {
      const items = value.map((item, index) => kept(item, [...path, index]));
      // A list with a hole is left out as a whole: positions must stay what they are.
      return items.includes(undefined) ? undefined : (items as Json[]);
    }
    if (!isJsonMap(value)) return value;
    const fields = Object.entries(value).map(([key, field]) => [key, kept(field, [...path, key])] as const);
    return Object.fromEntries(fields.filter((field): field is [string, Json] => field[1] !== undefined));
  };
  return kept(object, []) as JsonMap;
}
