import { macrotask } from "./macrotask.ts";
import { lendPlainCopy } from "./plain-copy.ts";
import { lendMathRandom, seededRandom } from "./seeded-random.ts";

/** What a simulated cluster's clock can do. */
export interface SteppedClock {
  nowMs(): number;
  /** When the next timer is due; infinite if none exists. */
  nextDueMs(): number;
  step(milliseconds: number): void;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(handle: number): void;
}

/** Time and order in one simulated cluster: whatever happens in it happens in one of its turns. */
export interface Turns {
  readonly clock: {
    now(): number;
    /** Resolves after `milliseconds`; rejects with the signal's reason as soon as `signal` aborts. */
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  };
  /** A number in [0, 1), the same in every run that came here the same way. */
  random(): number;
  /** Starts `work` in the next turn; time flows until it settles. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Calls `task`, which belongs to who uses the cluster, when the turn is over. */
  deliver(task: () => void): void;
  /** Lets time flow until the returned function is called. */
  hold(): () => void;
  /** No further turn; who still waits, waits forever. */
  stop(): void;
}

/**
 * Short enough that what a controller does is seen by the next one in time, long enough that a minute passes in a
 * twentieth of a second.
 */
const STEP_MILLISECONDS = 20;

/**
 * A turn starts waiting work or steps the clock, then lets all promises that follow from it settle: timers that lie
 * further apart than one step never overtake them. Turns follow each other as fast as the machine allows, but only
 * while somebody waits, and each in its own macrotask, so that input, output and messages are served in between.
 *
 * `Math.random` and `structuredClone` are lent for exactly one turn: the macrotask that gives them back is queued together
 * with the turn, so that nobody else's code runs between the two. What the turn has for the outside is handed over only
 * then. So neither the rest of the process nor a second cluster ever meets these numbers, and nobody takes one away.
 */
export function takeTurns(clock: SteppedClock, seed: number): Turns {
  const random = seededRandom(seed);
  const inbox: (() => void)[] = [];
  const outbox: (() => void)[] = [];
  let holders = 0;
  let going = false;
  let stopped = false;

  function go(): void {
    if (going || stopped || (holders === 0 && inbox.length === 0)) return;
    going = true;
    let giveBack: (() => void)[] = [];
    macrotask(() => {
      giveBack = [lendMathRandom(random), lendPlainCopy()];
      if (inbox.length === 0) step();
      else for (const start of inbox.splice(0)) start();
    });
    macrotask(() => {
      for (const give of giveBack) give();
      for (const hand of outbox.splice(0)) hand();
      going = false;
      go();
    });
  }

  /** One step, or at once all those in which nothing happens: that is most of them. */
  function step(): void {
    const idle = (clock.nextDueMs() - clock.nowMs()) / STEP_MILLISECONDS;
    clock.step(STEP_MILLISECONDS * (Number.isFinite(idle) ? Math.max(1, Math.ceil(idle)) : 1));
  }

  function deliver(task: () => void): void {
    outbox.push(task);
  }

  function hold(): () => void {
    let held = true;
    holders += 1;
    go();
    return () => {
      if (held) holders -= 1;
      held = false;
    };
  }

  function run<T>(work: () => Promise<T>): Promise<T> {
    const release = hold();
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void): void =>
        deliver(() => {
          release();
          finish();
        });
      inbox.push(() => {
        work().then(
          (value) => settle(() => resolve(value)),
          (error: Error) => settle(() => reject(error)),
        );
      });
    });
  }

  function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const release = hold();
      const handle = clock.setTimeout(() => deliver(() => settle(resolve)), milliseconds);
      const abort = (): void => settle(() => reject(signal?.reason as Error));
      signal?.addEventListener("abort", abort, { once: true });
      function settle(finish: () => void): void {
        clock.clearTimeout(handle);
        signal?.removeEventListener("abort", abort);
        release();
        finish();
      }
    });
  }

  return {
    clock: { now: () => clock.nowMs(), sleep },
    random,
    run,
    deliver,
    hold,
    stop: () => {
      stopped = true;
    },
  };
}
