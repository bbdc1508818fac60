import { describe, expect, it } from "vitest";
import type { Check } from "#core/generated/lab.ts";
import { objectItem } from "#core/look/sight.ts";
import { fakeCluster } from "#core/testing/fake-cluster.ts";
import { begin, brief, check, deployment, pod, pods } from "#core/testing/fake-run.ts";
import { judge } from "./assertion.ts";

const phase = (name: string, value: string) => pod(name, { status: { phase: value } });

describe("never", () => {
  const failed: Check = check("failed", { objects: pods, matches: { status: { phase: "Failed" } }, never: "20s" });
  const restarted: Check = check("restarted", {
    objects: pods,
    never: "20s",
    satisfies: "objects.exists(p, p.status.restarts > 0)",
  });
  const pending = pod("a", { status: { phase: "Running", restarts: 0 } });

  it("passes when its time is over", async () => {
    const { told, verdicts, advance } = begin(fakeCluster(pending), failed, restarted);
    await advance(20);
    expect(told.slice(2)).toEqual(["20 s: failed pass", "20 s: restarted pass"]);
    expect((await verdicts).map(brief)).toEqual(["failed: pass, 2", "restarted: pass, 2"]);
  });

  it("fails at once for one item that matches, and when the expression is true", async () => {
    const cluster = fakeCluster(pending);
    const { told, verdicts, advance } = begin(cluster, failed, restarted);
    await advance(12);
    cluster.put(pod("b", { status: { phase: "Failed", restarts: 1 } }));
    await advance(0);
    expect(told.slice(2)).toEqual(["12 s: failed fail", "12 s: restarted fail"]);
    expect((await verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "failed: fail, 0, held 12000 ms
        Pod/b: "never", found {"status":{"phase":"Failed"}}
      restarted: fail, 0, held 12000 ms
        objects.exists(p, p.status.restarts > 0): false, found true"
    `);
  });

  it("begins when what it looks at is there, which must be within its time", async () => {
    const cluster = fakeCluster();
    const { told, verdicts, advance } = begin(cluster, failed, { ...failed, id: "short", within: "2s" });
    await advance(8);
    cluster.put(pending);
    await advance(20);
    expect(told.slice(2)).toEqual(["2 s: short fail", "28 s: failed pass"]);
    expect((await verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "failed: pass, 2
      short: fail, 0, held 0 ms
        : "Pod", found undefined"
    `);
  });

  it("does not pass for an expression that gives neither true nor false, such as one with a typo", async () => {
    const typo = { ...restarted, satisfies: "objects.exists(p, p.status.restrats > 0)" };
    const text = { ...restarted, id: "text", satisfies: "objects[0].status.phase > 0" };
    const { verdicts, advance } = begin(fakeCluster(pending), typo, text);
    await advance(40);
    expect((await verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "restarted: fail, 0, held 0 ms
        objects.exists(p, p.status.restrats > 0): false, found undefined
      text: fail, 0, held 0 ms
        objects[0].status.phase > 0: false, found "no such overload: dyn<string> > int""
    `);
  });
});

describe("partial points", () => {
  const running: Check = check("running", {
    objects: pods,
    matches: { status: { phase: "Running" } },
    partial: true,
    points: 5,
  });

  it("are in proportion to the items that match, rounded down", async () => {
    const cluster = fakeCluster(phase("a", "Running"), phase("b", "Running"), phase("c", "Pending"));
    const { verdicts, advance } = begin(cluster, running, { ...running, id: "whole", partial: undefined });
    await advance(11);
    expect((await verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "running: fail, 3
        Pod/c status.phase: "Running", found "Pending"
      whole: fail, 0
        Pod/c status.phase: "Running", found "Pending""
    `);
  });

  it("are all of them when all match, and none when there is none", async () => {
    const all = begin(fakeCluster(phase("a", "Running")), running);
    await all.advance(1);
    expect((await all.verdicts).map(brief)).toEqual(["running: pass, 5"]);
    const none = begin(fakeCluster(), running);
    await none.advance(11);
    expect((await none.verdicts).map(brief).join("\n")).toMatchInlineSnapshot(`
      "running: fail, 0
        : "Pod", found undefined"
    `);
  });
});

it("hints fit what was observed, or the fields that differ", async () => {
  const hints = [
    { say: "For everybody." },
    { when: { path: ["status.ready"] }, say: "Not this field." },
    { when: { path: ["spec", "status.readyReplicas"] }, say: "This field." },
    { when: { reason: ["OOMKilled"], path: ["status"] }, say: "Its beginning." },
  ];
  const { verdicts, advance } = begin(fakeCluster(deployment(1)), check("ready", { hints }));
  await advance(11);
  expect((await verdicts)[0]?.hints).toEqual(["This field.", "Its beginning.", "For everybody."]);

  const filter = { when: { path: ["objects.filter"] }, say: "The expression." };
  const satisfies = "objects.filter(p, p.metadata.name == 'a').size() == 1";
  const counted = begin(fakeCluster(pod("b")), check("one", { objects: pods, satisfies, hints: [filter] }));
  await counted.advance(11);
  expect((await counted.verdicts)[0]?.hints).toEqual(["The expression."]);
});

it("compares amounts as amounts, and text as text", () => {
  const limits = { cpu: "0.5", memory: "128Mi" };
  const object = pod("a", { spec: { containers: [{ name: "web", resources: { limits } }], hostname: "0.5" } });
  const of = (cpu: string | number, memory: string, hostname = "0.5") => {
    const matches = { spec: { hostname, containers: [{ name: "web", resources: { limits: { cpu, memory } } }] } };
    const sight = { items: [objectItem(object)], facts: {} };
    return judge(check("one", { object: { ...pods, name: "a" }, matches }), sight).mismatches;
  };
  expect(of("500m", "134217728")).toEqual([]);
  expect(of(0.5, "131072Ki")).toEqual([]);
  expect(of("500m", "128M", "500m").map(({ path }) => path)).toEqual([
    "spec.hostname",
    "spec.containers[0].resources.limits.memory",
  ]);
});
