import type { ReportRecord } from "./pull-request/generated/report-record.ts";
import { printable } from "./words/value.ts";

/** One thing that a grade was made of, as the record has it and as it is here; `here` is undefined where it is not there. */
export interface Comparison {
  what: "lab" | "submission" | "grader" | "node image";
  /** The folder or the lab that it is about. */
  where: string;
  graded: string;
  here: string | undefined;
}

/** Whether a folder holds what a report is about: a line for each thing, and under one that differs what it was and what it is. */
export function verificationReport(record: ReportRecord, comparisons: readonly Comparison[]): string {
  const { pull, sha, trusted, points, of, labs } = record;
  const differing = comparisons.filter(({ graded, here }) => graded !== here);
  const lines = comparisons.flatMap(({ what, where, graded, here }) => {
    const line = `${graded === here ? "✓" : "✗"} ${what.padEnd(10)} ${where}`;
    if (graded === here) return [`${line}  ${graded}`];
    return [line, `    graded ${graded}`, `    here   ${here ?? "nothing"}`];
  });
  const names = labs.map(({ id }) => id).join(" ");
  const exercises = labs.map(({ id }) => `labs/${id}/exercise`).join(" ");
  const outcome =
    differing.length === 0
      ? [
          "Labs, submission and grader are those of the report.",
          `Next: npm run grade -- ${names} --cluster kind must give ${points} of ${of} points again.`,
        ]
      : [
          "This is not what the report is about.",
          `Next: git checkout ${trusted.sha} gives the labs and the grader, then git restore --source ${sha} ${exercises} the submission.`,
        ];
  const head = `Pull request ${pull}, commit ${sha.slice(0, 7)}, main branch at ${trusted.sha.slice(0, 7)}: ${points} of ${of} points`;
  // A record is a file that anybody could have written.
  return `${[head, "", ...lines, "", ...outcome].map(printable).join("\n")}\n`;
}
