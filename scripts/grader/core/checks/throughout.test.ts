import { describe, expect, it } from "vitest";
import { RefusedError, UnsupportedError } from "#core/cluster.ts";
import type { Check } from "#core/generated/lab.ts";
import type { SightListener } from "#core/look/watching.ts";
import { fakeClock } from "#core/testing/fake-clock.ts";
import { type FakeCluster, fakeCluster } from "#core/testing/fake-cluster.ts";
import { begin, brief, check, deployment, pod, pods, web } from "#core/testing/fake-run.ts";
import { holdThroughout } from "./throughout.ts";

const node = { apiVersion: "v1", kind: "Node", metadata: { name: "one" }, spec: {} };
const onNode = (name: string) => pod(name, { spec: { nodeName: "one" } });

/** Drains a node while requests are sent. */
const serves: Check = check("serves", {
  act: [{ drain: { runningMostOf: pods } }],
  throughout: true,
  request: { service: "web", times: 2 },
  matches: { status: 200 },
});

/** A cluster whose Service answers with what is said now. */
function serving(...objects: Parameters<typeof fakeCluster>) {
  const cluster = fakeCluster(node, ...objects);
  const now = { status: 200, rounds: 0 };
  cluster.respond = async ({ times }) => {
    now.rounds += 1;
    return Array.from({ length: times }, () => ({ status: now.status, body: "" }));
  };
  return { cluster, now };
}

/** Keeps the first Pod on its node for so many evictions. */
function refuse(cluster: FakeCluster, times: number, act: () => void = () => undefined): void {
  let left = times;
  cluster.answers.evict = async () => {
    act();
    left -= 1;
    if (left >= 0) throw new RefusedError("TooManyRequests", "the budget says no");
  };
}

describe("a check that must hold throughout its acts", () => {
  it("passes when every sight holds from before the first act until after the last", async () => {
    const { cluster, now } = serving(onNode("a"));
    refuse(cluster, 4);
    const { told, verdicts, advance } = begin(cluster, serves);
    await advance(20);
    expect((await verdicts).map(brief)).toEqual(["serves: pass, 2"]);
    expect(told).toEqual(["0 s: serves started", "2.7 s: serves pass"]);
    // A round every 100 ms from before the first eviction until after the last.
    expect(now.rounds).toBeGreaterThan(20);
    expect(cluster.clock.sleeping()).toBe(0);
    expect(cluster.watching()).toBe(0);
  });

  it("fails for one lost request, and the acts go on to their end", async () => {
    const { cluster, now } = serving(onNode("a"));
    let evictions = 0;
    refuse(cluster, 4, () => {
      evictions += 1;
      now.status = evictions === 2 ? 503 : 200;
    });
    const { verdicts, advance } = begin(cluster, serves);
    await advance(20);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "serves: fail, 0, held 600 ms
        2 of 2 responses status: 200, found 503",
      ]
    `);
    expect(evictions).toBe(5);
  });

  it("goes on looking for the time of `for` when the acts are done", async () => {
    const { cluster, now } = serving(onNode("a"));
    const { verdicts, advance } = begin(cluster, { ...serves, for: "10s" });
    await advance(9);
    now.status = 503;
    await advance(2);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "serves: fail, 0, held 9100 ms
        2 of 2 responses status: 200, found 503",
      ]
    `);
  });

  it("does not act at all if it does not hold before", async () => {
    const { cluster, now } = serving(onNode("a"));
    now.status = 503;
    const { verdicts, advance } = begin(cluster, serves);
    await advance(11);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "serves: fail, 0
        2 of 2 responses status: 200, found 503",
      ]
    `);
    expect(cluster.log).toEqual([]);
  });

  it("says what could not be done", async () => {
    const { cluster } = serving(onNode("a"));
    refuse(cluster, Number.POSITIVE_INFINITY);
    const { verdicts, advance } = begin(cluster, serves);
    await advance(20);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "serves: fail, 0
        Pod/a: "evicted from its node", found "the budget says no"",
      ]
    `);
  });

  it("sees a short change of an object, and gives controllers a moment to notice what was done", async () => {
    const cluster = fakeCluster(deployment(3), pod("a"));
    const stays = check("stays", { act: [{ delete: { objects: pods, count: 1 } }], throughout: true });
    const { verdicts, advance } = begin(cluster, stays);
    await advance(1);
    cluster.put(deployment(2));
    cluster.put(deployment(3));
    await advance(20);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "stays: fail, 0, held 1000 ms
        Deployment/web status.readyReplicas: 3, found 2",
      ]
    `);
  });
});

describe("a cluster that fails meanwhile", () => {
  it("for a moment changes nothing", async () => {
    const { cluster } = serving(onNode("a"));
    const { verdicts, advance } = begin(cluster, { ...serves, for: "30s" });
    await advance(5);
    cluster.fail(new Error("gone"));
    await advance(10);
    cluster.recover();
    await advance(60);
    expect((await verdicts).map(brief)).toEqual(["serves: pass, 2"]);
  });

  it("for good is an error", async () => {
    const { cluster } = serving(onNode("a"));
    const { verdicts, advance } = begin(cluster, { ...serves, for: "30s" });
    await advance(5);
    cluster.fail(new Error("gone"));
    await advance(60);
    expect((await verdicts).map(brief)).toEqual(["serves: error, 0, gone"]);
    expect(cluster.clock.sleeping()).toBe(0);
  });

  it("in acting is an error, too, and what it cannot do is unsupported", async () => {
    const { cluster } = serving(onNode("a"));
    cluster.answers.stopNode = () => Promise.reject(new UnsupportedError("these nodes are not ours"));
    cluster.answers.evict = () => Promise.reject(new Error("etcdserver: request timed out"));
    const stops = { ...serves, id: "stops", act: [{ stop: { runningMostOf: pods } }] };
    const { verdicts, advance } = begin(cluster, serves, stops);
    await advance(60);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "serves: error, 0, etcdserver: request timed out",
        "stops: unsupported, 0, these nodes are not ours",
      ]
    `);
  });
});

it("ends with the reason when it is interrupted, and leaves no timer and no watch", async () => {
  const { cluster } = serving(onNode("a"));
  refuse(cluster, Number.POSITIVE_INFINITY);
  const { verdicts, advance, interrupted } = begin(cluster, serves);
  await advance(3);
  const reason = new Error("interrupted");
  interrupted.abort(reason);
  await expect(verdicts).rejects.toBe(reason);
  await advance(0);
  expect(cluster.clock.sleeping()).toBe(0);
  expect(cluster.watching()).toBe(0);
});

it("a bug of ours in the judgement is an error, and leaves no timer", async () => {
  const clock = fakeClock();
  const watch = (listener: SightListener, signal: AbortSignal) => {
    void clock.sleep(100, signal).then(
      () => listener.seen({ items: [], facts: {} }),
      () => undefined,
    );
    return { again: () => Promise.resolve() };
  };
  const judge = () => {
    throw new Error("no such kind");
  };
  const act = () => Promise.resolve(undefined);
  const outcome = holdThroughout({ watch, judge, act, hold: 1000 }, clock, new AbortController().signal);
  await clock.advance(2000);
  expect(await outcome).toEqual({ status: "error", error: "no such kind" });
  expect(clock.sleeping()).toBe(0);
});

describe("after an act", () => {
  const deletes: Check = check("deletes", {
    act: [{ delete: { objects: pods, count: 1 } }],
    object: web,
    within: "20s",
  });

  it("a status that nobody has written anew is not believed at once", async () => {
    const cluster = fakeCluster(deployment(3), pod("a"));
    const { told, verdicts, advance } = begin(cluster, deletes);
    await advance(1);
    cluster.put(deployment(2));
    await advance(2);
    cluster.put(deployment(3));
    await advance(1);
    expect(told).toEqual(["0 s: deletes started", "3 s: deletes pass"]);
    expect((await verdicts)[0]?.status).toBe("pass");
  });

  it("what nobody changes is believed after a moment", async () => {
    const { told, verdicts, advance } = begin(fakeCluster(deployment(3), pod("a")), deletes);
    await advance(10);
    expect(told).toEqual(["0 s: deletes started", "5 s: deletes pass"]);
    expect((await verdicts)[0]?.status).toBe("pass");
  });

  it("a short time leaves a shorter moment", async () => {
    const { told, verdicts, advance } = begin(fakeCluster(deployment(2), pod("a")), { ...deletes, within: "2s" });
    await advance(10);
    expect(told).toEqual(["0 s: deletes started", "2 s: deletes fail"]);
    expect((await verdicts).map(brief)).toMatchInlineSnapshot(`
      [
        "deletes: fail, 0
        Deployment/web status.readyReplicas: 3, found 2",
      ]
    `);
  });
});
