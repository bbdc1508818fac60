import type { ObjectProblem } from "#core/issue.ts";
import { pathText } from "#core/path.ts";
import type { SchemaProblem } from "./schema-problems.ts";

/**
 * One problem for each cause: only the first for a field, and none that is there because of a field of the wrong type
 * or of a value that is in the wrong place.
 */
export function oneForEachCause(problems: readonly SchemaProblem[]): ObjectProblem[] {
  const mistyped = problems.flatMap(({ code, path }) => (code === "wrong-type" ? [pathText(path)] : []));
  const misplaced = problems.flatMap(({ meant }) => (meant ? [pathText(meant)] : []));
  const kept = new Map<string, ObjectProblem>();
  for (const { code, path, expected, actual, suggestion } of problems) {
    const text = pathText(path);
    const follows =
      code !== "wrong-type" &&
      code !== "unknown-field" &&
      (mistyped.some((other) => leadsTo(text, other) || leadsTo(other, text)) ||
        misplaced.some((other) => leadsTo(other, text)));
    if (follows || kept.has(text)) continue;
    kept.set(text, {
      code,
      path,
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      ...(suggestion !== undefined && { suggestion }),
    });
  }
  return [...kept.values()];
}

/** Whether the second path is the first one or goes on from there. */
function leadsTo(outer: string, inner: string): boolean {
  return inner.startsWith(outer) && /^($|[.[])/.test(inner.slice(outer.length));
}
