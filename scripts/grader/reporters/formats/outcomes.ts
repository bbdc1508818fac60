import type { CheckVerdict, Status, Verdict, VerdictIssue } from "#core/generated/verdict.ts";
import { type GradedLab, pathOf } from "#reporters/graded-lab.ts";
import { checkDetails, issueDetails } from "#reporters/words/detail-lines.ts";
import { issueWords } from "#reporters/words/issue.ts";
import { printable } from "#reporters/words/value.ts";
import { failureFacts, noteWords } from "#reporters/words/verdict.ts";

/** One graded thing, as formats for test results see it: a check, or an issue that kept the checks from running. */
export interface ReportedCase {
  /** The check's id or the issue's code. */
  id: string;
  title: string;
  status: Status;
  points: number;
  of: number;
  milliseconds: number;
  /** Why it did not pass, in one line; empty for a pass. */
  why: string;
  /** Everything there is to say about it, a line each. */
  details: string[];
  /** The place in the learner's file. */
  place?: { path: string; line: number; column: number };
}

/** The outcomes of a lab: the issues first, for they are why the checks after them are blocked. */
export function outcomesOf(lab: GradedLab): ReportedCase[] {
  const { checks, issues } = lab.verdict;
  return [...issues.map((issue) => issueOutcome(issue, lab)), ...checks.map((check) => checkOutcome(check, lab))];
}

function issueOutcome(issue: VerdictIssue, lab: GradedLab): ReportedCase {
  const { line, column } = issue.location;
  const why = printable(issueWords(issue.code, issue).what);
  return {
    id: issue.code,
    title: why,
    status: lab.verdict.status,
    points: 0,
    of: 0,
    milliseconds: 0,
    why,
    details: issueDetails(issue, lab),
    place: { path: printable(pathOf(issue.location.file, lab.folder)), line, column },
  };
}

function checkOutcome(check: CheckVerdict, lab: GradedLab): ReportedCase {
  const { id, title, status, points, of, milliseconds } = check;
  const [location] = check.locations;
  return {
    id,
    title,
    status,
    points,
    of,
    milliseconds,
    why: status === "pass" ? "" : printable(reason(check, lab.verdict)),
    details: status === "pass" ? [] : checkDetails(check, lab),
    ...(location && {
      place: {
        path: printable(pathOf(location.file, lab.folder)),
        line: location.line,
        column: location.column,
      },
    }),
  };
}

function reason(check: CheckVerdict, verdict: Verdict): string {
  const facts = failureFacts(check);
  if (facts.length > 0) return facts.map(({ label, text }) => `${label} ${text}`).join(", ");
  if (verdict.error !== undefined) return verdict.error;
  const [issue] = verdict.issues;
  return issue ? issueWords(issue.code, issue).what : noteWords(check);
}
