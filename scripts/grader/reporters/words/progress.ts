import type { GradeListener } from "#core/grade.ts";
import { printable } from "./value.ts";

const PHASES = { cluster: "Opening the cluster", apply: "Applying the manifests", checks: "Running the checks" };

/** Says each step of a grade, and each cause of failure as soon as it is seen, to people who wait; warns of what stays broken. */
export function progressWords(say: (text: string) => void, warn: (text: string) => void): GradeListener {
  return {
    phase: (phase) => say(PHASES[phase]),
    started: (check) => say(`Checking: ${check.title}`),
    finished: () => undefined, // The report says it in a moment.
    observed: ({ object, reason }) => say(`Seen on ${printable(object)}: ${printable(reason)}`),
    notRestored: (error) =>
      warn(`What a check changed in the cluster could not be put back: ${printable(error.message)}`),
  };
}
