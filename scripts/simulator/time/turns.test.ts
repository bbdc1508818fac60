import { describe, expect, it } from "vitest";
import { takeTurns, type SteppedClock } from "./turns.ts";

/** A clock that only steps, as webernetes' paused clock does. */
function steppedClock(): SteppedClock & { steps: number } {
  const timers = new Map<number, { due: number; callback: () => void }>();
  let now = 0;
  let handles = 0;
  return {
    steps: 0,
    nowMs: () => now,
    nextDueMs: () => Math.min(...[...timers.values()].map(({ due }) => due)),
    setTimeout: (callback, milliseconds) => {
      timers.set((handles += 1), { due: now + milliseconds, callback });
      return handles;
    },
    clearTimeout: (handle) => void timers.delete(handle),
    step(milliseconds) {
      this.steps += 1;
      now += milliseconds;
      for (const [handle, { due, callback }] of timers) {
        if (due > now) continue;
        timers.delete(handle);
        callback();
      }
    },
  };
}

const realMilliseconds = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("time", () => {
  it("flows while somebody sleeps, much faster than real time", async () => {
    const clock = steppedClock();
    const turns = takeTurns(clock, 1);
    const began = performance.now();
    await turns.clock.sleep(60_000);
    expect(turns.clock.now()).toBe(60_000);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it("steps once over a time in which nothing happens, to where single steps would have led", async () => {
    const clock = steppedClock();
    const turns = takeTurns(clock, 1);
    await turns.clock.sleep(60_001);
    expect([turns.clock.now(), clock.steps]).toEqual([60_020, 1]);
  });

  it("stands still while nobody waits", async () => {
    const clock = steppedClock();
    const turns = takeTurns(clock, 1);
    await turns.clock.sleep(100);
    const { steps } = clock;
    await realMilliseconds(20);
    expect(clock.steps).toBe(steps);
  });

  it("flows while it is held, and stands still after the release", async () => {
    const clock = steppedClock();
    const release = takeTurns(clock, 1).hold();
    await realMilliseconds(20);
    release();
    await realMilliseconds(1);
    const { steps } = clock;
    expect(steps).toBeGreaterThan(0);
    await realMilliseconds(20);
    expect(clock.steps).toBe(steps);
  });

  it("ends a sleep with the signal's reason, before it and in the middle of it", async () => {
    const turns = takeTurns(steppedClock(), 1);
    const over = new AbortController();
    const reason = new Error("enough");
    const sleeping = turns.clock.sleep(1e9, over.signal);
    void turns.clock.sleep(100).then(() => over.abort(reason));
    await expect(sleeping).rejects.toBe(reason);
    await expect(turns.clock.sleep(1, over.signal)).rejects.toBe(reason);
  });

  it("lets input and output happen in between", async () => {
    const turns = takeTurns(steppedClock(), 1);
    const release = turns.hold();
    let fired = 0;
    const timer = setInterval(() => (fired += 1), 1);
    await realMilliseconds(50);
    clearInterval(timer);
    release();
    expect(fired).toBeGreaterThan(5);
  });

  it("stops for good", async () => {
    const clock = steppedClock();
    const turns = takeTurns(clock, 1);
    turns.stop();
    turns.hold();
    await realMilliseconds(10);
    expect(clock.steps).toBe(0);
  });
});

describe("a turn", () => {
  it("gives what the work resolves or rejects with", async () => {
    const turns = takeTurns(steppedClock(), 1);
    expect(await turns.run(async () => await Promise.resolve("done"))).toBe("done");
    const failure = new Error("failed");
    await expect(turns.run(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  it("lends its numbers to the work, and to nobody outside", async () => {
    const own = Math.random;
    const draw = async () => await takeTurns(steppedClock(), 7).run(async () => [Math.random(), await randomLater()]);
    const randomLater = async () => {
      await Promise.resolve();
      return Math.random();
    };
    const [first, second] = await Promise.all([draw(), draw()]);
    expect(Math.random).toBe(own);
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(2);
  });
});
