import { validate } from "#action/generated/grades-validator.js";
import { type Refused, refused } from "#action/report/refused.ts";
import type { Verdict } from "#core/generated/verdict.ts";

/** No value of a verdict is nested deeper; more would exhaust the stack of whoever writes it out. */
const MAX_DEPTH = 64;

/** Bytes → verdicts that have the shape of verdicts. What they say is believed no further than that. */
export function readGrades(bytes: Uint8Array): { verdicts: Verdict[] } | Refused {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refused("grades-unreadable", "the file is not JSON");
  }
  if (tooDeep(value)) return refused("grades-unreadable", "the file is nested too deep");
  if (!validate(value)) return refused("grades-unreadable", "the file does not follow grades.schema.json");
  return { verdicts: (value as { verdicts: Verdict[] }).verdicts };
}

/** Level by level, for a value so deep would end a function that calls itself. */
function tooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}
