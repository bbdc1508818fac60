import type { Clock } from "#core/clock.ts";

/** A cluster that has not answered for this long is down: an API server's restart takes less. */
const UNREACHABLE_AFTER = 30_000;

/** Keeps apart a cluster that fails for a moment, which never counts, and one that is down. */
export interface Reachability {
  answered(): void;
  failed(error: Error): void;
  /** Why the cluster does not answer now. */
  trouble(): Error | undefined;
}

/** Calls `down` when the cluster has failed for too long without an answer in between, unless `signal` aborts before. */
export function reachability(down: (error: Error) => void, clock: Clock, signal: AbortSignal): Reachability {
  let unanswered: { error: Error; timer: AbortController } | undefined;
  const waitFor = async (failing: NonNullable<typeof unanswered>) => {
    const ended = AbortSignal.any([failing.timer.signal, signal]);
    await clock.sleep(UNREACHABLE_AFTER, ended).catch(() => undefined);
    if (!ended.aborted) down(failing.error);
  };
  return {
    answered() {
      unanswered?.timer.abort();
      unanswered = undefined;
    },
    failed(error) {
      if (unanswered) {
        unanswered.error = error;
        return;
      }
      unanswered = { error, timer: new AbortController() };
      void waitFor(unanswered);
    },
    trouble: () => unanswered?.error,
  };
}
