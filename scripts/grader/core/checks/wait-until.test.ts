import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { UnsupportedError } from "#core/cluster.ts";
import type { Sight } from "#core/look/sight.ts";
import type { SightListener } from "#core/look/watching.ts";
import { fakeClock } from "#core/testing/fake-clock.ts";
import { type CheckOutcome, waitUntil } from "./wait-until.ts";

const good: Sight = { items: [{ value: { status: 200 } }], facts: {} };
const bad = (status: number): Sight => ({ items: [{ value: { status } }], facts: {} });

/** A wait of `within` seconds and `hold` seconds that the test drives by hand. */
function begin(
  within: number,
  hold = 0,
  again?: (listener: SightListener) => Promise<void>,
  extend?: (sight: Sight) => number,
) {
  const clock = fakeClock();
  const interrupted = new AbortController();
  let listener: SightListener | undefined;
  let outcome: CheckOutcome | Error | undefined;
  void waitUntil(
    {
      within: within * 1000,
      hold: hold * 1000,
      extend,
      watch: (given) => {
        listener = given;
        return { again: () => (again ? again(given) : Promise.resolve()) };
      },
      judge: (sight) => {
        const actual = sight.items[0]?.value["status"];
        const mismatches = actual === 200 ? [] : [{ path: "status", expected: 200, actual }];
        return { mismatches, ...(actual === 410 && { final: true }) };
      },
    },
    clock,
    interrupted.signal,
  ).then(
    (given) => (outcome = given),
    (error: Error) => (outcome = error),
  );
  return {
    clock,
    interrupted,
    see: (sight: Sight) => listener?.seen(sight),
    fail: (message: string) => listener?.failed(new Error(message)),
    refuse: (message: string) => listener?.failed(new UnsupportedError(message)),
    /** Lets so many seconds pass; how it ended, and when, if it did by then. */
    async after(seconds: number) {
      await clock.advance(seconds * 1000);
      return outcome;
    },
  };
}

describe("within", () => {
  it("passes as soon as it is true", async () => {
    const wait = begin(30);
    wait.see(bad(503));
    expect(await wait.after(10)).toBe(undefined);
    wait.see(good);
    expect(await wait.after(0)).toEqual({ status: "pass" });
    expect(wait.clock.sleeping()).toBe(0);
    expect(getEventListeners(wait.interrupted.signal, "abort")).toEqual([]);
  });

  it("fails with the last mismatch when the time is over", async () => {
    const wait = begin(30);
    wait.see(bad(503));
    wait.see(bad(404));
    expect(await wait.after(29.999)).toBe(undefined);
    expect(await wait.after(0.001)).toEqual({
      status: "fail",
      opinion: { mismatches: [{ path: "status", expected: 200, actual: 404 }] },
    });
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("is an error if nothing was seen at all", async () => {
    const wait = begin(30);
    expect(await wait.after(59.999)).toBe(undefined);
    expect(await wait.after(0.001)).toEqual({
      status: "error",
      error: "the cluster did not answer within 60000 ms",
    });
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("takes a first answer that comes late: a round of requests without an answer is the learner's fault", async () => {
    const wait = begin(30);
    await wait.after(45);
    wait.see(bad(504));
    expect(await wait.after(0)).toEqual({
      status: "fail",
      opinion: { mismatches: [{ path: "status", expected: 200, actual: 504 }] },
    });
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("ends at once with what can never become true, and with what the cluster cannot do", async () => {
    const never = begin(30);
    never.see(bad(410));
    expect(await never.after(0)).toMatchObject({ status: "fail", opinion: { final: true } });
    const unable = begin(30);
    unable.refuse("no logs here");
    expect(await unable.after(0)).toEqual({ status: "unsupported", error: "no logs here" });
    expect(unable.clock.sleeping()).toBe(0);
  });

  it("is deaf once it is over", async () => {
    const wait = begin(30);
    wait.see(good);
    wait.see(bad(500));
    wait.fail("gone");
    expect(await wait.after(60)).toEqual({ status: "pass" });
  });
});

describe("for", () => {
  it("passes when it stayed true for the time", async () => {
    const wait = begin(30, 15);
    wait.see(good);
    expect(await wait.after(14.999)).toBe(undefined);
    wait.see(good);
    expect(await wait.after(0.001)).toEqual({ status: "pass" });
  });

  it("looks once more at its end, because nothing was heard for a while", async () => {
    const broken = begin(30, 15, async (listener) => listener.seen(bad(500)));
    broken.see(good);
    expect(await broken.after(15)).toBe(undefined);
    expect(await broken.after(15)).toMatchObject({ status: "fail", held: 15_000 });
    const blind = begin(30, 15, () => new Promise(() => undefined));
    blind.see(good);
    expect(await blind.after(60)).toBe(undefined);
  });

  it("begins anew when it is broken, and tells how long it held at most", async () => {
    const wait = begin(30, 15);
    wait.see(good);
    await wait.after(12);
    wait.see(bad(500));
    await wait.after(1);
    wait.see(good);
    await wait.after(5);
    wait.see(bad(502));
    expect(await wait.after(12)).toEqual({
      status: "fail",
      held: 12_000,
      opinion: { mismatches: [{ path: "status", expected: 200, actual: 502 }] },
    });
  });

  it("may end after the time in which it had to begin", async () => {
    const wait = begin(30, 15);
    wait.see(bad(500));
    await wait.after(29);
    wait.see(good);
    expect(await wait.after(14)).toBe(undefined);
    expect(await wait.after(1)).toEqual({ status: "pass" });
  });

  it("fails at once when it breaks after that time", async () => {
    const wait = begin(30, 15);
    await wait.after(29);
    wait.see(good);
    await wait.after(10);
    wait.see(bad(500));
    expect(await wait.after(0)).toMatchObject({ status: "fail", held: 10_000 });
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("does not count the time in which nobody looked", async () => {
    const wait = begin(30, 15);
    wait.see(good);
    await wait.after(10);
    wait.fail("connection refused");
    await wait.after(10);
    wait.see(good);
    expect(await wait.after(14)).toBe(undefined);
    expect(await wait.after(1)).toEqual({ status: "pass" });
  });
});

describe("an API that does not answer", () => {
  it("neither passes nor fails anything when it comes back", async () => {
    const wait = begin(60);
    wait.see(bad(503));
    wait.fail("connection refused");
    await wait.after(29);
    wait.fail("connection refused again");
    wait.see(bad(404));
    await wait.after(20);
    wait.see(good);
    expect(await wait.after(0)).toEqual({ status: "pass" });
  });

  it("is an error after half a minute, and never a failure", async () => {
    const wait = begin(60);
    wait.see(bad(503));
    await wait.after(1);
    wait.fail("connection refused");
    await wait.after(10);
    wait.fail("no route to host");
    expect(await wait.after(19)).toBe(undefined);
    expect(await wait.after(1)).toEqual({ status: "error", error: "no route to host" });
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("is an error when the time is over while it is away", async () => {
    const wait = begin(10);
    wait.see(bad(503));
    await wait.after(9);
    wait.fail("connection refused");
    expect(await wait.after(1)).toEqual({ status: "error", error: "connection refused" });
  });

  it("is an error when it goes away while the check holds, and does not come back", async () => {
    const wait = begin(10, 15);
    wait.see(good);
    await wait.after(12);
    wait.fail("connection refused");
    expect(await wait.after(30)).toEqual({ status: "error", error: "connection refused" });
  });
});

describe("a cluster that fails again and again while the check holds", () => {
  it("is an error in the end", async () => {
    const wait = begin(10, 15);
    for (let seconds = 0; seconds < 54; seconds += 9) {
      wait.see(good);
      await wait.after(8);
      wait.fail("connection reset");
      expect(await wait.after(1)).toBe(undefined);
    }
    wait.see(good);
    expect(await wait.after(1)).toEqual({
      status: "error",
      error: "the cluster failed too often to see it stay true for 15000 ms",
    });
  });
});

describe("an end from outside", () => {
  it("rejects with the reason and leaves no timer", async () => {
    const wait = begin(30, 15);
    wait.see(good);
    wait.interrupted.abort(new Error("interrupted"));
    expect(await wait.after(0)).toEqual(new Error("interrupted"));
    expect(wait.clock.sleeping()).toBe(0);
  });

  it("rejects at once if it came before", async () => {
    const clock = fakeClock();
    const reason = new Error("interrupted");
    const wait = { within: 1, hold: 0, watch: () => expect.unreachable(), judge: () => expect.unreachable() };
    await expect(waitUntil(wait, clock, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(clock.sleeping()).toBe(0);
  });
});

describe("a bug of ours", () => {
  const never = new AbortController().signal;
  const broken = () => {
    throw new Error("no such kind");
  };

  it("in the watch is an error and leaves no timer", async () => {
    const clock = fakeClock();
    const wait = { within: 1000, hold: 0, watch: broken, judge: () => ({ mismatches: [] }) };
    expect(await waitUntil(wait, clock, never)).toEqual({ status: "error", error: "no such kind" });
    await clock.advance(0);
    expect(clock.sleeping()).toBe(0);
  });

  it("in the judgement is an error and leaves no timer", async () => {
    const clock = fakeClock();
    const watch = (listener: SightListener) => {
      listener.seen(good);
      return { again: () => Promise.resolve() };
    };
    expect(await waitUntil({ within: 1000, hold: 0, watch, judge: broken }, clock, never)).toEqual({
      status: "error",
      error: "no such kind",
    });
    await clock.advance(0);
    expect(clock.sleeping()).toBe(0);
  });
});

it("holds for longer where what is seen asks for it", async () => {
  const wait = begin(10, 5, undefined, ({ items }) => (items.length > 0 ? 20_000 : 0));
  wait.see(good);
  expect(await wait.after(19)).toBe(undefined);
  wait.see(bad(503));
  expect(await wait.after(0)).toEqual({
    status: "fail",
    held: 19_000,
    opinion: { mismatches: [{ path: "status", expected: 200, actual: 503 }] },
  });
  const short = begin(10, 5, undefined, () => 1000);
  short.see(good);
  expect(await short.after(4)).toBe(undefined);
  expect(await short.after(1)).toEqual({ status: "pass" });
});
