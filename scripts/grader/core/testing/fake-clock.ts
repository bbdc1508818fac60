import type { Clock } from "#core/clock.ts";

/** A clock for tests that stands still until it is told to advance. */
export interface FakeClock extends Clock {
  /** Lets this many milliseconds pass, and all that is due in them happen in its order. */
  advance(milliseconds: number): Promise<void>;
  /** How many sleepers wait. */
  sleeping(): number;
}

interface Sleeper {
  due: number;
  wake: () => void;
}

export function fakeClock(): FakeClock {
  const sleepers = new Set<Sleeper>();
  let now = 0;
  const earliest = () => [...sleepers].sort((a, b) => a.due - b.due)[0];
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const sleeper: Sleeper = { due: now + milliseconds, wake };
        sleepers.add(sleeper);
        return signal?.addEventListener("abort", abort, { once: true });
      }),
    sleeping: () => sleepers.size,
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (let next = earliest(); next && next.due <= end; next = earliest()) {
        now = next.due;
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
