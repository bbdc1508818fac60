import { setTimeout } from "node:timers/promises";
import type { Clock } from "#core/clock.ts";

/** The real time of this machine. */
export const realClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    await setTimeout(milliseconds, undefined, { signal }).catch((error: unknown) => {
      // Node rejects with an AbortError of its own.
      throw signal?.aborted ? signal.reason : error;
    });
  },
};
