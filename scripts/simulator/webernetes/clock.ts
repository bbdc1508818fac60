import type { Cluster } from "@ngrok/webernetes";

interface ClockInside {
  nextDueTask(until: number): { dueAtMs: number } | undefined;
}

/** When the next timer of a cluster's paused clock is due, in its milliseconds; infinite if none exists. */
export function nextDueMs({ clock }: Cluster): number {
  const task = (clock as unknown as ClockInside).nextDueTask(Infinity);
  return task?.dueAtMs ?? Infinity;
}
