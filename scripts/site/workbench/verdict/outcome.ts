import type { Verdict } from "#core/generated/verdict.ts";
import { totalWords } from "#reporters/words/verdict.ts";
import { element } from "#site/element.ts";
import type { GradeOutcome } from "#site/workbench/grading/client.ts";
import type { Stage } from "#site/workbench/parts.ts";
import { statusView } from "./status.ts";
import { errorView, type VerdictContext, verdictView } from "./verdict.ts";

/** Shows that a grade runs; an earlier verdict stays until there is a new one. */
export function showGrading({ verdict, grade, busyLabel, status }: Stage): void {
  verdict.ariaBusy = "true";
  grade.textContent = `${busyLabel}…`;
  status.textContent = busyLabel;
}

/** Shows how a grade ended. */
export function showOutcome(
  { verdict: section, grade, gradeLabel, status }: Stage,
  { graded, error }: GradeOutcome,
  context: VerdictContext,
): void {
  section.replaceChildren(...(graded ? verdictView(graded, context) : errorView(error, context)));
  section.ariaBusy = null;
  grade.textContent = gradeLabel;
  status.replaceChildren(...(graded ? total(graded.verdict) : [statusView("error", "error: no verdict was reached")]));
  status.scrollIntoView({ block: "nearest" });
}

/** The result; who hears it and does not see the report is told where the report begins. */
function total(verdict: Verdict): Node[] {
  const failed = verdict.checks.find(({ status }) => status === "fail");
  const first =
    verdict.issues.length > 0 ? "The files have an issue." : failed && `First failed check: ${failed.title}.`;
  const words = statusView(verdict.status, totalWords(verdict));
  return first ? [words, element("span", { class: "sr-only" }, `. ${first}`)] : [words];
}
