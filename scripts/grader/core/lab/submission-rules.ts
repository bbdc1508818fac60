import type { LabFile } from "#core/generated/lab.ts";

/** What a lab says of the files that are handed in. */
export type SubmissionRules = NonNullable<LabFile["submission"]>;

const NOTHING: SubmissionRules = { files: [], kinds: [], objects: [] };

/** Whether there is nothing to edit: the lab shows what a cluster does, and all its checks must pass. */
export function isExperiment({ submission }: LabFile): boolean {
  return submission === undefined;
}

/** What may be handed in; nothing at all in an experiment. */
export function submissionRules({ submission }: LabFile): SubmissionRules {
  return submission ?? NOTHING;
}
