import type { Progress } from "#commands/cli/progress.ts";
import type { Place } from "#core/context.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { gradeSubmission } from "#places/grade-submission.ts";
import type { Places } from "#places/places.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { progressWords } from "#reporters/words/progress.ts";
import type { Reporting } from "./reporting.ts";
import { saves } from "./saves.ts";

interface Watch {
  places: Places;
  progress: Progress;
  reporting: Reporting;
  signal: AbortSignal;
  /** Whether each grade has a budget of time. */
  timed: boolean;
}

/**
 * Grades now and after each save, until it throws the reason of `signal`. A save ends the grade that it overtakes. The place of
 * the next grade is made while the learner writes.
 */
export async function watchSubmission(submission: LabSubmission, watch: Watch): Promise<never> {
  const { lab, folder } = submission;
  const { progress, reporting, signal, timed } = watch;
  const places = preparedPlaces(watch.places);
  const failed = new AbortController();
  let current = { overtaken: new AbortController(), done: Promise.resolve() };
  const report = async (graded: GradedLab, started: number) => {
    progress.stop();
    if (process.stdout.isTTY) console.clear();
    await reporting.lab(graded);
    await reporting.end([graded], started);
    progress.say(`Watching ${folder}: each save is graded; Ctrl-C ends it`);
  };
  const grade = async (files: LabSubmission["files"], overtaken: AbortSignal) => {
    const started = Date.now();
    const listener = progressWords(progress.say, progress.warn);
    const ended = AbortSignal.any([signal, overtaken]);
    try {
      await gradeSubmission(
        { lab, folder, files },
        { places, listener, signal: ended, timed, report: (graded) => report(graded, started) },
      );
      places.prepare(lab);
    } catch (error) {
      if (!overtaken.aborted) failed.abort(error);
    }
  };
  try {
    for await (const files of saves(folder, AbortSignal.any([signal, failed.signal]))) {
      current.overtaken.abort(new Error("overtaken by a save"));
      await current.done;
      const overtaken = new AbortController();
      current = { overtaken, done: grade(files, overtaken.signal) };
    }
    throw new Error("saves are told until somebody ends them");
  } finally {
    await current.done;
    await places.discard();
  }
}

/** Places of which one is made ahead. */
function preparedPlaces(
  places: Places,
): Places & { prepare(lab: LabSubmission["lab"]): void; discard(): Promise<void> } {
  let ahead: Promise<Place> | undefined;
  return {
    ...places,
    prepare(lab) {
      ahead = places.take(lab);
      ahead.catch(() => undefined); // Who takes it hears it.
    },
    take(lab) {
      const place = ahead ?? places.take(lab);
      ahead = undefined;
      return place;
    },
    async discard() {
      const place = await ahead?.catch(() => undefined);
      if (place) await places.leave(place);
    },
  };
}
