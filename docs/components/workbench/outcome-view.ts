import type { Verdict, VerdictLocation } from "#core/generated/verdict.ts";
import { totalWords } from "#reporters/verdict-words.ts";
import { element } from "./element.ts";
import type { Outcome } from "./grade-client.ts";
import type { TextFile } from "./messages.ts";
import type { Parts } from "./parts.ts";
import { placeViews } from "./place-view.ts";
import { statusView } from "./status-view.ts";
import { errorView, verdictView } from "./verdict-view.ts";

/** Shows that a grade runs; an earlier verdict stays until there is a new one. */
export function showGrading({ verdict, grade, status }: Parts): void {
  verdict.ariaBusy = "true";
  grade.textContent = "Grading…";
  status.textContent = "Grading";
}

/** Shows how the grade of `files` ended. */
export function showOutcome(
  { verdict: section, grade, gradeLabel, status }: Parts,
  { graded, error }: Outcome,
  { lab, files, goTo }: { lab: string; files: readonly TextFile[]; goTo: (place: VerdictLocation) => void },
): void {
  section.replaceChildren(...(graded ? verdictView(graded, placeViews(files, goTo)) : errorView(error, lab)));
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
