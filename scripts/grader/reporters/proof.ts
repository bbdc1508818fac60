import { essence, type Expectation } from "#core/proof.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { printable } from "#reporters/value-words.ts";

/** One file set, what its author expects and what became of it. */
export interface ProofLine {
  lab: string;
  name: string;
  expectation: Expectation;
  verdict: Verdict;
  proven: boolean;
}

/** A line for each file set; for one that is not as its author says, both sides. */
export function proofReport(proofs: readonly ProofLine[]): string {
  const lines = proofs.flatMap(({ lab, name, expectation, verdict, proven }) => {
    const line = `${proven ? "✓" : "✗"} ${lab} ${name}: ${outcomeWords(verdict)}`;
    return proven ? [line] : [line, `    expected: ${expectationWords(expectation)}`, ...causes(verdict)];
  });
  const failed = proofs.filter(({ proven }) => !proven).length;
  return [...lines, "", `${proofs.length - failed} passed, ${failed} failed`, ""].join("\n");
}

function outcomeWords(verdict: Verdict): string {
  const { status, failed, issues } = essence(verdict);
  const why = [
    failed.length > 0 && `fails ${failed.join(", ")}`,
    issues.length > 0 && `refused with ${issues.join(", ")}`,
  ]
    .filter(Boolean)
    .join("; ");
  return `${status} ${verdict.points}/${verdict.of}${why ? `, ${why}` : ""}`;
}

function expectationWords(expectation: Expectation): string {
  switch (expectation.outcome) {
    case "pass":
      return "pass";
    case "not pass":
      return "fail: an exercise must not pass as shipped";
    case "fail":
      return `fails ${expectation.checks.join(", ")}`;
    case "refused":
      return `refused with ${expectation.issues.join(", ")}`;
  }
}

function causes(verdict: Verdict): string[] {
  const errors = [verdict.error, ...verdict.checks.map((check) => check.error)].filter((error) => error !== undefined);
  return errors.map((error) => `    cause: ${printable(error)}`);
}
