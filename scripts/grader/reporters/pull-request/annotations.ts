import type { VerdictLocation } from "#core/generated/verdict.ts";
import { type GradedLab, pathOf } from "#reporters/graded-lab.ts";
import { issueWords } from "#reporters/words/issue.ts";
import { printable } from "#reporters/words/value.ts";
import { failureFacts, observedFacts } from "#reporters/words/verdict.ts";

/** A remark on a line of the submission; lines and columns count from 1. */
export interface Annotation {
  path: string;
  line: number;
  column: number;
  title: string;
  /** Several lines of printable text. */
  message: string;
}

/** The remarks on a lab's files, most important first: what stopped the grade, else each failed check in the lab's order. */
export function annotations({ verdict, folder }: Pick<GradedLab, "verdict" | "folder">): Annotation[] {
  const remark = ({ file, line, column }: VerdictLocation, title: string, lines: string[]): Annotation => {
    return { path: pathOf(file, folder), line, column, title: printable(title), message: lines.join("\n") };
  };
  const issues = verdict.issues.map((issue) => {
    const { what, next } = issueWords(issue.code, issue);
    return remark(issue.location, issue.code, [what, `Next: ${next}`].map(printable));
  });
  const checks = verdict.checks.flatMap((check) => {
    const [location] = check.locations;
    if (check.status !== "fail" || !location) return [];
    const facts = [...failureFacts(check), ...observedFacts(check)].map(({ label, text }) => `${label}: ${text}`);
    const hints = check.hints.slice(0, 1).map((hint) => `hint: ${printable(hint)}`);
    return [remark(location, check.title, [...facts, ...hints])];
  });
  // The lab's own files, its setup, are not the learner's to change.
  return [...issues, ...checks].filter(({ path }) => path.startsWith(`${folder}/`));
}
