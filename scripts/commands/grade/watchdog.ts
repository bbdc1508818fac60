import { Worker } from "node:worker_threads";
import { BUDGET, budgetSpent } from "#core/budget.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { undecidedLab } from "#places/grade-submission.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import type { Format } from "./formats.ts";

/** Milliseconds that this thread gets to say itself that the time is over. */
const GRACE = 2000;

/** What the other thread needs to report when this one cannot any more. */
export interface Watched {
  format: Format;
  output?: string;
  /** The caller named one lab, and no list is wanted. */
  one: boolean;
  /** The command that grades each lab again. */
  again: string[];
  /** When the run began, in milliseconds after 1970. */
  started: number;
  /** The graded labs so far; for each of the others what is said if its grade never ends. */
  labs: GradedLab[];
}

export type Order =
  | { type: "watch"; watched: Watched }
  | { type: "started"; index: number; milliseconds: number }
  | { type: "graded"; index: number; graded: GradedLab };

export interface Watchdog {
  started(index: number): void;
  graded(index: number, graded: GradedLab): void;
  close(): Promise<void>;
}

/**
 * Another thread that reports and ends the process when a grade takes longer than its budget and this thread is too busy
 * to say so: no timer fires in a loop or a regular expression that does not end.
 */
export function startWatchdog(
  submissions: readonly LabSubmission[],
  how: Omit<Watched, "labs" | "started">,
  milliseconds = BUDGET + GRACE,
): Watchdog {
  const thread = new Worker(new URL("watchdog.mjs", import.meta.url), { execArgv: [] });
  thread.unref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to choose
  const send = (order: Order) => thread.postMessage(order);
  const labs = submissions.map((submission) => undecidedLab(submission, budgetSpent().message));
  send({ type: "watch", watched: { ...how, started: Date.now(), labs } });
  return {
    started: (index) => send({ type: "started", index, milliseconds }),
    graded: (index, graded) => send({ type: "graded", index, graded }),
    close: async () => void (await thread.terminate()),
  };
}
