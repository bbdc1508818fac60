import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";

/** Which attempt of which run: both grow. */
export interface RunNumber {
  id: number;
  attempt: number;
}

/** Whether one run began after another. */
export function isNewer(one: RunNumber, other: RunNumber): boolean {
  return one.id === other.id ? one.attempt > other.attempt : one.id > other.id;
}

/** The run whose verdicts a report is about. */
export function runOf({ run, attempt }: ReportRecord): RunNumber {
  return { id: run, attempt };
}
