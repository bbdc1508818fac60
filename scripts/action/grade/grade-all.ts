import { log } from "#action/log.ts";
import { type Moment, recordTimeline, type Timeline } from "#core/explain/timeline.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { gradeSubmission } from "#places/grade-submission.ts";
import type { Places } from "#places/places.ts";
import { realPlaces } from "#places/real.ts";
import { SIDE_BY_SIDE, sideBySide } from "#places/side-by-side.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { progressWords } from "#reporters/words/progress.ts";
import { gradedCluster } from "./graded-cluster.ts";

/** A graded lab, and what the cluster did meanwhile. */
export interface RecordedLab extends GradedLab {
  moments: readonly Moment[];
}

/**
 * Grades submissions on one kind cluster, side by side where they can share it; no cluster is made where all of them are refused for what
 * their files say. In the order of the submissions.
 */
export async function gradeAll(submissions: readonly LabSubmission[], signal: AbortSignal): Promise<RecordedLab[]> {
  const places = realPlaces(gradedCluster(submissions, log, signal), signal);
  const labOf = ({ lab }: LabSubmission) => lab;
  try {
    return await sideBySide(submissions, labOf, SIDE_BY_SIDE, async (submission) => {
      const say = (text: string): void => log(`${submission.lab.id}: ${text}`);
      const recording = recorded(places);
      const listener = progressWords(say, say);
      const work = { places: recording.places, listener, signal, timed: false, report: async () => undefined };
      const lab = await gradeSubmission(submission, work);
      return { ...lab, moments: recording.moments() };
    });
  } finally {
    await places.close();
  }
}

/** The same places; `moments` gives the events of the one that was taken, until it is left. */
function recorded(places: Places): { places: Places; moments: () => readonly Moment[] } {
  let timeline: Timeline | undefined;
  const left = new AbortController();
  const recording: Places = {
    ...places,
    async take(lab) {
      const place = await places.take(lab);
      timeline = recordTimeline(place, left.signal);
      return place;
    },
    async leave(place) {
      left.abort();
      await places.leave(place);
    },
  };
  return { places: recording, moments: () => timeline?.moments ?? [] };
}
