import type { CheckVerdict, Mismatch, Verdict } from "#core/generated/verdict.ts";
import { printable, value } from "./value.ts";

/** One line of what a check has to say, and what the line is called; `text` is printable. */
export interface Fact {
  label: "cause" | "expected" | "found" | "held" | "observed";
  text: string;
}

/** Where the verdict was made, and what that is worth. */
export function clusterWords({ cluster, error }: Pick<Verdict, "cluster" | "error">): string {
  if (!cluster) return error === undefined ? "no cluster was needed" : "no cluster";
  return cluster.kind === "simulated"
    ? `preview on a simulated cluster, Kubernetes ${cluster.version}, times are simulated`
    : `Kubernetes ${cluster.version}`;
}

/** The result in one line, `fail: 5 of 12 points`; where nothing was decided, no points are counted. */
export function totalWords({ status, points, of }: Pick<Verdict, "status" | "points" | "of">): string {
  if (status === "error" || status === "unsupported") return `${status}: no verdict was reached`;
  return `${status}: ${points} of ${of} points`;
}

/** What is beside a check's points: how long it took by the cluster's clock, or which check it waits for. */
export function noteWords({ status, milliseconds, blockedBy }: CheckVerdict): string {
  if (blockedBy) return `needs ${blockedBy}`;
  return status === "pass" || status === "fail" ? `${milliseconds} ms` : "";
}

/** Why a check did not pass: what was expected and what was there. Its place comes next, then {@link observedFacts}. */
export function failureFacts({ error, message, mismatches, held }: CheckVerdict): Fact[] {
  const facts: Fact[] = [];
  if (error !== undefined) facts.push({ label: "cause", text: error });
  if (message) facts.push({ label: "found", text: message });
  for (const { object, path, expected, actual } of message ? mismatches.filter(says) : mismatches) {
    const field = [object, path].filter(Boolean).join(" ");
    facts.push(
      { label: "expected", text: field ? `${field} ${value(expected)}` : String(expected) },
      { label: "found", text: value(actual) },
    );
  }
  const tenths = Math.round((held ?? 0) / 100);
  // Where it was true for no time at all, what was found says that already.
  if (tenths > 0) facts.push({ label: "held", text: `true for ${tenths / 10} s at most` });
  return facts.map(({ label, text }) => ({ label, text: printable(text) }));
}

/** Beside a lab's own words, a whole expression that is false instead of true says nothing more. */
function says({ path, expected, actual }: Mismatch): boolean {
  return !(expected === true && actual === false && path.includes("("));
}

/** More than this many events explain nothing more. */
const MAX_OBSERVED = 3;

/** What the cluster said about a failed check, nearest cause first. */
export function observedFacts({ observed }: CheckVerdict): Fact[] {
  return observed.slice(0, MAX_OBSERVED).map(({ object, reason, message }) => ({
    label: "observed",
    text: printable([`${object} ${reason}`, message].filter(Boolean).join(": ")),
  }));
}

/** What stands under the first issue if there are others; they may go away with it. */
export function moreIssuesWords(count: number): string {
  return `and ${count} more after this one`;
}

/** Longer lines show nothing. */
const MAX_SOURCE = 200;

/** The line that a location names and the column of the caret in it, from 0; undefined where there is nothing to show. */
export function sourceLine(
  text: string | undefined,
  { line, column }: { line: number; column: number },
): { text: string; caret: number } | undefined {
  const source = text?.split(/\r?\n/)[line - 1];
  if (source === undefined || source.trim() === "" || source.length > MAX_SOURCE) return undefined;
  return { text: printable(source), caret: printable(source.slice(0, column - 1)).length };
}
