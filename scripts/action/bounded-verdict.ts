import type { CheckVerdict, Mismatch, Observation, Verdict, VerdictIssue } from "#core/generated/verdict.ts";
import { value } from "#reporters/words/value.ts";

/** Longer texts tell a reader nothing more. */
const MAX_TEXT = 500;
const MAX_LIST = 10;
const MAX_ISSUES = 50;
/** Reports show less of a value as JSON. */
const MAX_VALUE = 1000;

/**
 * The verdict with every text and list of the learner's side cut, and with no value that the words for it are not made for. Both sides do
 * it: the one so that what it uploads is taken, the other because it need not believe that.
 */
export function boundedVerdict(verdict: Verdict): Verdict {
  return {
    ...verdict,
    checks: verdict.checks.map(boundedCheck),
    issues: verdict.issues.slice(0, MAX_ISSUES).map(boundedIssue),
    ...(verdict.error !== undefined && { error: cut(verdict.error) }),
  };
}

function boundedCheck(check: CheckVerdict): CheckVerdict {
  return {
    ...check,
    ...(check.message !== undefined && { message: cut(check.message) }),
    ...(check.error !== undefined && { error: cut(check.error) }),
    mismatches: check.mismatches.slice(0, MAX_LIST).map(boundedMismatch),
    observed: check.observed.slice(0, MAX_LIST).map(boundedObservation),
    locations: check.locations.slice(0, MAX_LIST).map(boundedLocation),
  };
}

/** Without a path, `expected` is a sentence. */
function boundedMismatch({ object, path, expected, actual }: Mismatch): Mismatch {
  return {
    ...(object !== undefined && { object: cut(object) }),
    path: cut(path),
    expected: object || path ? small(expected) : text(expected),
    ...(actual !== undefined && { actual: small(actual) }),
  };
}

function boundedObservation({ kind, object, reason, message }: Observation): Observation {
  return { kind, object: cut(object), reason: cut(reason), message: cut(message) };
}

function boundedIssue({ code, location, path, expected, actual, suggestion }: VerdictIssue): VerdictIssue {
  return {
    code,
    location: boundedLocation(location),
    path: cut(path),
    ...(expected !== undefined && { expected: choices(expected) }),
    ...(actual !== undefined && { actual: small(actual) }),
    ...(suggestion !== undefined && { suggestion: cut(suggestion) }),
  };
}

function boundedLocation<Place extends { file: string }>(location: Place): Place {
  return { ...location, file: cut(location.file) };
}

/** What an issue expects is a value or a choice of values, none of them a map. */
function choices(expected: unknown): unknown {
  return Array.isArray(expected) ? expected.slice(0, MAX_LIST).map(scalar) : scalar(expected);
}

function scalar(of: unknown): unknown {
  return typeof of === "object" && of !== null ? value(of) : small(of);
}

function small(of: unknown): unknown {
  if (typeof of === "string") return cut(of);
  return (JSON.stringify(of) ?? "").length > MAX_VALUE ? value(of) : of;
}

function text(of: unknown): string {
  return cut(typeof of === "string" ? of : value(of));
}

/** Cut between characters, never inside of one. */
function cut(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MAX_TEXT));
  // Once cut, a text stays as it is.
  return characters.length > MAX_TEXT ? `${characters.slice(0, MAX_TEXT).join("")}…` : characters.join("");
}
