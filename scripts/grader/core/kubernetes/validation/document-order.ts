import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type Json } from "#core/json.ts";
import type { Path } from "#core/path.ts";

/** The problems in the order of their fields in the object; a missing field counts as being where the map that lacks it begins. */
export function inDocumentOrder(object: Json, problems: readonly ObjectProblem[]): ObjectProblem[] {
  const placed = problems.map((problem) => ({ problem, place: placeOf(object, problem.path) }));
  return placed.sort((a, b) => compare(a.place, b.place)).map(({ problem }) => problem);
}

/** Positions on the way down, as far as the way is there. */
function placeOf(object: Json, path: Path): number[] {
  const place: number[] = [];
  let value: Json | undefined = object;
  for (const step of path) {
    const position: number = isJsonMap(value) ? Object.keys(value).indexOf(String(step)) : Number(step);
    if (position === -1 || value === undefined) break;
    place.push(position);
    value = isJsonMap(value) ? value[String(step)] : Array.isArray(value) ? value[position] : undefined;
  }
  return place;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((position, index) => position !== b[index]);
  if (differing === -1) return a.length - b.length;
  return (a[differing] ?? 0) - (b[differing] ?? -1);
}
