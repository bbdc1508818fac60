import type { Clock } from "#core/clock.ts";
import { UnsupportedError } from "#core/cluster.ts";
import { causeWords } from "#core/error.ts";
import type { Sight } from "#core/look/sight.ts";
import type { SightListener, Watching } from "#core/look/watching.ts";
import type { Opinion } from "./assertion.ts";
import { reachability } from "./reachability.ts";

/** How a check ended. `held`: milliseconds that it was true for at most, where it had to stay true and did not. */
export type CheckOutcome =
  | { status: "pass" }
  | { status: "fail"; opinion: Opinion; held?: number }
  | { status: "error" | "unsupported"; error: string };

export interface Wait {
  /** Milliseconds in which it must become true. */
  within: number;
  /** Milliseconds for which it must then stay true; 0 if becoming true is enough. */
  hold: number;
  /** Milliseconds for which what is seen must stay true at least. */
  extend?: ((sight: Sight) => number) | undefined;
  watch: (listener: SightListener, signal: AbortSignal) => Watching;
  judge: (sight: Sight) => Opinion;
}

/** Milliseconds for which a first answer is awaited when the time is over. */
const ANSWER_IN = 30_000;

/**
 * Waits until what is watched is judged well, for as long as it must stay so. An API that does not answer never counts
 * for or against: the last thing seen is kept apart from it. Rejects only with the reason of `signal`.
 */
export function waitUntil(
  { within, hold, extend = () => 0, watch, judge }: Wait,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    let watching: Watching | undefined;
    let last: Opinion | undefined;
    let holding: { since: number; time: number; timer: AbortController } | undefined;
    let longest = 0;
    let late = false;

    const end = (outcome: CheckOutcome) => {
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
      const trouble = reach.trouble();
      if (trouble) end({ status: "error", error: causeWords(trouble) });
      else if (last) end({ status: "fail", opinion: last, ...(hold > 0 && { held: longest }) });
      else end({ status: "error", error: `the cluster did not answer within ${within + ANSWER_IN} ms` });
    };
    const reach = reachability(giveUp, clock, over.signal);

    const startHolding = (sight: Sight) => {
      const time = Math.max(hold, extend(sight));
      const started = { since: clock.now(), time, timer: after(time, () => void confirm()) };
      // Nothing was heard for a while: only another look proves that nothing happened.
      const confirm = async () => {
        await watching?.again().catch(() => undefined);
        if (holding === started) end({ status: "pass" });
      };
      holding = started;
    };
    const seen = (sight: Sight) => {
      if (over.signal.aborted) return;
      reach.answered();
      let opinion: Opinion;
      try {
        opinion = judge(sight);
      } catch (error) {
        return end({ status: "error", error: causeWords(error) });
      }
      if (opinion.mismatches.length === 0) {
        if (hold === 0) return end({ status: "pass" });
        if (!holding) startHolding(sight);
        return undefined;
      }
      last = opinion;
      stopHolding();
      if (late || opinion.final) giveUp();
      return undefined;
    };
    const failed = (error: Error) => {
      if (over.signal.aborted) return;
      if (error instanceof UnsupportedError) return end({ status: "unsupported", error: error.message });
      // What nobody sees does not count as having stayed true.
      stopHolding();
      reach.failed(error);
    };

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    after(within, () => {
      late = true;
      if (holding) {
        // Each failure of the cluster lets it begin anew, and it may fail for ever.
        const { time } = holding;
        after(time + ANSWER_IN, () => {
          end({ status: "error", error: `the cluster failed too often to see it stay true for ${time} ms` });
        });
        return;
      }
      // The first round of requests may take long: its answer says more than that it is late.
      if (last || reach.trouble()) giveUp();
      else after(ANSWER_IN, giveUp);
    });
    try {
      watching = watch({ seen, failed }, over.signal);
    } catch (error) {
      end({ status: "error", error: causeWords(error) });
    }
    return undefined;
  });
}
