import { grade, type GradeListener } from "#core/grade.ts";
import { sourcesOf } from "#core/submission/encoding.ts";
import type { LabSubmission } from "#course/submissions.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { inPlace } from "./close.ts";
import type { Places } from "./places.ts";

export interface GradeRunOptions {
  places: Places;
  listener: GradeListener;
  signal: AbortSignal;
  /** Told the verdict before anything is cleaned up, so that nobody waits for that. */
  report: (graded: GradedLab) => Promise<void>;
}

/** Grades one submission, has it reported, then cleans up. Throws the reason of `signal` after cleaning up. */
export async function gradeSubmission(
  { lab, folder, files }: LabSubmission,
  { places, listener, signal, report }: GradeRunOptions,
): Promise<GradedLab> {
  return await inPlace(places, lab, async (open) => {
    const verdict = await grade({ lab, files, open, now: () => performance.now(), signal, listener });
    const sources = sourcesOf(files);
    const graded = { verdict, folder, sources };
    await report(graded);
    return graded;
  });
}
