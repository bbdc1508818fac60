import type { Opinion } from "#core/assertion.ts";
import type { Clock } from "#core/clock.ts";
import type { Sight } from "#core/sight.ts";
import type { SightListener } from "#core/watch-sight.ts";

/** How a wait ended. `held`: milliseconds that the check was true for at most, where it had to stay true and did not. */
export type Outcome =
  | { status: "pass" }
  | { status: "fail"; opinion: Opinion; held?: number }
  | { status: "error"; error: string };

export interface Wait {
  /** Milliseconds in which it must become true. */
  within: number;
  /** Milliseconds for which it must then stay true; 0 if becoming true is enough. */
  hold: number;
  watch: (listener: SightListener, signal: AbortSignal) => void;
  judge: (sight: Sight) => Opinion;
}

/** A cluster that has not answered for this long is down: an API server's restart takes less. */
const UNREACHABLE_AFTER = 30_000;

/**
 * Waits until what is watched is judged well, for as long as it must stay so. An API that does not answer never counts
 * for or against: the last thing seen is kept apart from it. Rejects only with the reason of `signal`.
 */
export function waitUntil({ within, hold, watch, judge }: Wait, clock: Clock, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    let last: Opinion | undefined;
    let unreachable: { since: AbortController; error: Error } | undefined;
    let holding: { since: number; timer: AbortController } | undefined;
    let longest = 0;
    let late = false;

    const end = (outcome: Outcome) => {
      signal.removeEventListener("abort", abort);
      over.abort();
      resolve(outcome);
    };
    const abort = () => {
      over.abort();
      reject(signal.reason as Error);
    };
    const after = (milliseconds: number, act: () => void): AbortController => {
      const timer = new AbortController();
      void clock.sleep(milliseconds, AbortSignal.any([timer.signal, over.signal])).then(act, () => undefined);
      return timer;
    };
    const stopHolding = () => {
      if (!holding) return;
      longest = Math.max(longest, clock.now() - holding.since);
      holding.timer.abort();
      holding = undefined;
    };
    const giveUp = () => {
      if (unreachable) end({ status: "error", error: unreachable.error.message });
      else if (last) end({ status: "fail", opinion: last, ...(hold > 0 && { held: longest }) });
      else end({ status: "error", error: `the cluster did not answer within ${within} ms` });
    };

    const seen = (sight: Sight) => {
      if (over.signal.aborted) return;
      unreachable?.since.abort();
      unreachable = undefined;
      let opinion: Opinion;
      try {
        opinion = judge(sight);
      } catch (error) {
        return end({ status: "error", error: error instanceof Error ? error.message : String(error) });
      }
      if (opinion.mismatches.length === 0) {
        if (hold === 0) return end({ status: "pass" });
        holding ??= { since: clock.now(), timer: after(hold, () => end({ status: "pass" })) };
        return undefined;
      }
      last = opinion;
      stopHolding();
      if (late) giveUp();
      return undefined;
    };
    const failed = (error: Error) => {
      if (over.signal.aborted) return;
      // What nobody sees does not count as having stayed true.
      stopHolding();
      if (unreachable) unreachable.error = error;
      else unreachable = { since: after(UNREACHABLE_AFTER, giveUp), error };
    };

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    after(within, () => {
      late = true;
      if (!holding) giveUp();
    });
    try {
      watch({ seen, failed }, over.signal);
    } catch (error) {
      end({ status: "error", error: error instanceof Error ? error.message : String(error) });
    }
    return undefined;
  });
}
