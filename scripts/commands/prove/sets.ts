import type { Verdict } from "#core/generated/verdict.ts";
import { grade, type GradeListener } from "#core/grade.ts";
import type { Lab } from "#core/lab/lab.ts";
import { type CorpusCase, expectedWhere, meets } from "#core/proof.ts";
import type { SubmittedFile } from "#core/submission/submission.ts";
import { inPlace } from "#places/close.ts";
import type { Places } from "#places/places.ts";
import type { ProofLine } from "#reporters/proof/report.ts";

/** Tells nobody anything: authors read the end. */
export const SILENT: GradeListener = {
  phase() {},
  started() {},
  finished() {},
  observed() {},
  notRestored() {},
};

export interface ProveOn {
  places: Places;
  signal: AbortSignal;
}

/** Grades one file set of a lab and holds its verdict against its author's word. Throws the reason of `signal` after cleaning up. */
export async function proveSet(lab: Lab, one: CorpusCase, { places, signal }: ProveOn): Promise<ProofLine> {
  const started = performance.now();
  const verdict = await gradeIn(places, lab, one.files, SILENT, signal);
  const expected = expectedWhere(lab, one, verdict);
  return {
    lab: lab.id,
    name: one.name,
    expectation: expected,
    verdict,
    proven: meets(expected, verdict),
    milliseconds: Math.round(performance.now() - started),
  };
}

/** Grades files in their own place, and leaves it. */
export async function gradeIn(
  places: Places,
  lab: Lab,
  files: readonly SubmittedFile[],
  listener: GradeListener,
  signal: AbortSignal,
): Promise<Verdict> {
  return await inPlace(places, lab, (open) =>
    grade({ lab, files, open, now: () => performance.now(), signal, listener }),
  );
}
