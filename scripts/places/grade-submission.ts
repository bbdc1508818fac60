import { BUDGET, budgetSpent } from "#core/budget.ts";
import { causeWords, isBug } from "#core/error.ts";
import { grade, type GradeListener } from "#core/grade.ts";
import { sourcesOf } from "#core/submission/encoding.ts";
import { undecidedVerdict } from "#core/verdict.ts";
import type { LabSubmission } from "#course/submissions.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { inPlace } from "./close.ts";
import type { Places } from "./places.ts";
import { withUncaught } from "./uncaught.ts";

export interface GradeRunOptions {
  places: Places;
  listener: GradeListener;
  signal: AbortSignal;
  /** Whether the verdict is `error` when the grade takes longer than {@link BUDGET}; a real cluster takes its time. */
  timed: boolean;
  /** Told the verdict before anything is cleaned up, so that nobody waits for that. */
  report: (graded: GradedLab) => Promise<void>;
}

/**
 * Grades one submission, has it reported, then cleans up. Whatever fails meanwhile is a verdict: only the reason of
 * `signal` is thrown, after cleaning up, and what `report` throws on purpose.
 */
export async function gradeSubmission(
  submission: LabSubmission,
  { places, listener, signal, report, timed }: GradeRunOptions,
): Promise<GradedLab> {
  const { lab, files } = submission;
  const limit = new AbortController();
  const alarm = timed ? setTimeout(() => limit.abort(budgetSpent()), BUDGET) : undefined;
  return await inPlace(places, lab, async (open) => {
    const now = () => performance.now();
    const verdict = await withUncaught(
      (error) => limit.abort(error),
      () => grade({ lab, files, open, now, signal, limit: limit.signal, listener }),
    ).finally(() => clearTimeout(alarm));
    const graded = gradedLab(submission, verdict);
    try {
      await report(graded);
      return graded;
    } catch (error) {
      if (!isBug(error)) throw error;
      const undecided = undecidedLab(submission, causeWords(error));
      await report(undecided);
      return undecided;
    }
  });
}

/** A submission that no grade came to an end for. */
export function undecidedLab(submission: LabSubmission, cause: string): GradedLab {
  return gradedLab(submission, undecidedVerdict(submission.lab, submission.files, cause));
}

function gradedLab({ folder, files }: LabSubmission, verdict: GradedLab["verdict"]): GradedLab {
  return { verdict, folder, sources: sourcesOf(files) };
}
