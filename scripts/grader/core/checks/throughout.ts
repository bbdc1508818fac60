import type { Clock } from "#core/clock.ts";
import { UnsupportedError } from "#core/cluster.ts";
import { asError, causeWords } from "#core/error.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Opinion } from "./assertion.ts";
import { reachability } from "./reachability.ts";
import type { CheckOutcome, Wait } from "./wait-until.ts";

export interface Throughout extends Pick<Wait, "watch" | "judge"> {
  /** What is done while the check looks; a mismatch if it could not be done. */
  act: (signal: AbortSignal) => Promise<Mismatch | undefined>;
  /** Milliseconds for which the check goes on looking when that is done. */
  hold: number;
}

/**
 * Acts, and looks from before until after it: every sight must be judged well. The first that is not is kept, and the
 * acts go on to their end, so that what comes after finds the cluster as it should be. Rejects with the reason of
 * `signal`, and where acting failed.
 */
export async function holdThroughout(
  { watch, judge, act, hold }: Throughout,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const fatal = Promise.withResolvers<CheckOutcome>();
  const reach = reachability((error) => fatal.resolve({ status: "error", error: causeWords(error) }), clock, stop);
  const started = clock.now();
  let bad: { opinion: Opinion; held: number } | undefined;

  const run = async (): Promise<CheckOutcome> => {
    const watching = watch(
      {
        seen(sight) {
          reach.answered();
          try {
            const opinion = judge(sight);
            if (opinion.mismatches.length > 0) bad ??= { opinion, held: clock.now() - started };
          } catch (error) {
            fatal.resolve({ status: "error", error: causeWords(error) });
          }
        },
        failed(error) {
          if (error instanceof UnsupportedError) fatal.resolve({ status: "unsupported", error: error.message });
          else reach.failed(error);
        },
      },
      stop,
    );
    await watching.again();
    const undone = await act(stop);
    if (undone) return { status: "fail", opinion: { mismatches: [undone] } };
    if (!bad) await clock.sleep(hold, stop);
    if (!bad) await watching.again();
    return bad ? { status: "fail", ...bad } : { status: "pass" };
  };

  try {
    return await Promise.race([run(), fatal.promise]);
  } catch (error) {
    signal.throwIfAborted();
    throw asError(error);
  } finally {
    over.abort();
  }
}
