import { describe, expect, it } from "vitest";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type FakeCluster, fakeCluster } from "#core/testing/fake-cluster.ts";
import { begin, check, deployment, pod, pods, web } from "#core/testing/fake-run.ts";

const twoPods = check("two-pods", { objects: pods, satisfies: "objects.size() == 2" });
const serves = check("serves", { request: { service: "web", times: 2 }, matches: { status: 200 } });
const deletesOne = check("replaces", {
  act: [{ delete: { objects: pods, count: 1 } }],
  objects: pods,
  satisfies: "objects.size() == 2",
});

const statuses = async (verdicts: Promise<CheckVerdict[]>) =>
  (await verdicts).map(({ id, status, points, of }) => `${id} ${status} ${points}/${of}`);

describe("order", () => {
  it("runs checks side by side, and gives their verdicts in the lab's order", async () => {
    const cluster = fakeCluster(deployment(1), pod("a"));
    const { told, verdicts, advance } = begin(cluster, check("ready"), twoPods, serves);
    await advance(3);
    cluster.put(pod("b"));
    await advance(1);
    cluster.put(deployment(3));
    await advance(0);
    expect(told).toMatchInlineSnapshot(`
      [
        "0 s: ready started",
        "0 s: two-pods started",
        "0 s: serves started",
        "0 s: serves pass",
        "3 s: two-pods pass",
        "4 s: ready pass",
      ]
    `);
    expect(await verdicts).toMatchInlineSnapshot(`
      [
        {
          "evidence": "spec",
          "hints": [],
          "id": "ready",
          "locations": [],
          "milliseconds": 4000,
          "mismatches": [],
          "observed": [],
          "of": 2,
          "points": 2,
          "status": "pass",
          "title": "The check ready",
        },
        {
          "evidence": "spec",
          "hints": [],
          "id": "two-pods",
          "locations": [],
          "milliseconds": 3000,
          "mismatches": [],
          "observed": [],
          "of": 2,
          "points": 2,
          "status": "pass",
          "title": "The check two-pods",
        },
        {
          "evidence": "behaviour",
          "hints": [],
          "id": "serves",
          "locations": [],
          "milliseconds": 0,
          "mismatches": [],
          "observed": [],
          "of": 2,
          "points": 2,
          "status": "pass",
          "title": "The check serves",
        },
      ]
    `);
    expect(cluster.clock.sleeping()).toBe(0);
    expect(cluster.watching()).toBe(0);
  });

  it("runs a check that acts alone", async () => {
    const cluster = fakeCluster(deployment(1), pod("a"), pod("b"));
    const { told, verdicts, advance } = begin(
      cluster,
      deletesOne,
      check("ready"),
      { ...deletesOne, id: "again" },
      serves,
    );
    await advance(1);
    expect(cluster.log).toEqual([]);
    cluster.put(deployment(3));
    await advance(1);
    cluster.put(pod("c"));
    await advance(1);
    cluster.put(pod("d"));
    await advance(1);
    expect(told).toMatchInlineSnapshot(`
      [
        "0 s: ready started",
        "0 s: serves started",
        "0 s: serves pass",
        "1 s: ready pass",
        "1 s: replaces started",
        "2 s: replaces pass",
        "2 s: again started",
        "3 s: again pass",
      ]
    `);
    expect(cluster.log).toMatchInlineSnapshot(`
      [
        "delete Pod/a",
        "delete Pod/b",
      ]
    `);
    expect(await statuses(verdicts)).toMatchInlineSnapshot(`
      [
        "replaces pass 2/2",
        "ready pass 2/2",
        "again pass 2/2",
        "serves pass 2/2",
      ]
    `);
  });

  it("waits with a check for the one that it needs, and blocks it and what needs it if that does not pass", async () => {
    const cluster = fakeCluster(deployment(1), pod("a"), pod("b"));
    const { told, verdicts, advance } = begin(
      cluster,
      check("ready"),
      { ...serves, needs: ["ready"] },
      { ...deletesOne, needs: ["serves"] },
      { ...twoPods, needs: ["two"] },
      { ...twoPods, id: "two" },
    );
    await advance(20);
    expect(told).toMatchInlineSnapshot(`
      [
        "0 s: ready started",
        "0 s: two started",
        "0 s: two pass",
        "0 s: two-pods started",
        "0 s: two-pods pass",
        "10 s: ready fail",
        "10 s: serves blocked",
        "10 s: replaces blocked",
      ]
    `);
    expect((await verdicts).map(({ id, status, blockedBy }) => [id, status, blockedBy])).toMatchInlineSnapshot(`
      [
        [
          "ready",
          "fail",
          undefined,
        ],
        [
          "serves",
          "blocked",
          "ready",
        ],
        [
          "replaces",
          "blocked",
          "serves",
        ],
        [
          "two-pods",
          "pass",
          undefined,
        ],
        [
          "two",
          "pass",
          undefined,
        ],
      ]
    `);
    expect(cluster.log).toEqual([]);
  });
});

describe("what a failed check says", () => {
  it("is the last mismatch, the message, and the hints that fit before the others", async () => {
    const container = { name: "nginx", state: { waiting: { reason: "ErrImagePull", message: "no such image" } } };
    const cluster = fakeCluster(deployment(1), pod("a", { status: { containerStatuses: [container] } }));
    const { verdicts, advance } = begin(
      cluster,
      check("ready", {
        satisfies: "object.status.readyReplicas == 3",
        message: "{object.status.readyReplicas} of 3 are ready",
        hints: [
          { say: "For everybody." },
          { when: { reason: ["OOMKilled"] }, say: "Not this one." },
          { when: { reason: ["ErrImagePull"] }, say: "The image." },
        ],
      }),
    );
    await advance(10);
    expect(await verdicts).toMatchInlineSnapshot(`
      [
        {
          "evidence": "spec",
          "hints": [
            "The image.",
            "For everybody.",
          ],
          "id": "ready",
          "locations": [],
          "message": "1 of 3 are ready",
          "milliseconds": 10000,
          "mismatches": [
            {
              "actual": 1,
              "expected": 3,
              "object": "Deployment/web",
              "path": "status.readyReplicas",
            },
          ],
          "observed": [
            {
              "kind": "container",
              "message": "no such image",
              "object": "Pod/a",
              "reason": "ErrImagePull",
            },
          ],
          "of": 2,
          "points": 0,
          "status": "fail",
          "title": "The check ready",
        },
      ]
    `);
  });

  it("is that there is nothing to look at", async () => {
    const { verdicts, advance } = begin(
      fakeCluster(),
      check("absent"),
      check("none", { objects: { ...pods, labels: { app: "web" } }, satisfies: "objects.all(o, false)" }),
      check("owned", { objects: { ...pods, ownedBy: web }, satisfies: "true" }),
      { ...deletesOne, id: "too-few" },
    );
    await advance(10);
    expect((await verdicts).map(({ id, mismatches }) => [id, ...mismatches])).toMatchInlineSnapshot(`
      [
        [
          "absent",
          {
            "expected": "Deployment/web",
            "path": "",
          },
        ],
        [
          "none",
          {
            "expected": "Pod with app=web",
            "path": "",
          },
        ],
        [
          "owned",
          {
            "expected": "Pod owned by Deployment/web",
            "path": "",
          },
        ],
        [
          "too-few",
          {
            "actual": 0,
            "expected": "1 Pod",
            "path": "",
          },
        ],
      ]
    `);
  });

  it("groups responses that are wrong in the same way", async () => {
    const cluster = fakeCluster();
    cluster.respond = async () => [
      { status: 200, body: "" },
      { status: 503, body: "" },
      { error: "connection refused" },
      { status: 503, body: "" },
    ];
    const { verdicts, advance } = begin(cluster, serves);
    await advance(11);
    expect((await verdicts)[0]?.mismatches).toMatchInlineSnapshot(`
      [
        {
          "actual": 503,
          "expected": 200,
          "object": "2 of 4 responses",
          "path": "status",
        },
        {
          "actual": "connection refused",
          "expected": {
            "status": 200,
          },
          "object": "1 of 4 responses",
          "path": "",
        },
      ]
    `);
  });

  it("is what the Service says only where requests are sent", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: { selector: { app: "web" } },
    };
    const cluster = fakeCluster(deployment(1), service);
    cluster.respond = async () => [{ error: "connection refused" }];
    const { verdicts, advance } = begin(cluster, check("ready"), serves);
    await advance(11);
    expect((await verdicts).map(({ id, observed }) => [id, ...observed.map(({ reason }) => reason)])).toEqual([
      ["ready"],
      ["serves", "SelectsNoPods"],
    ]);
  });

  it("is that no response came at all", async () => {
    const cluster = fakeCluster();
    cluster.respond = async () => [];
    const all = { ...serves, id: "all", matches: undefined, satisfies: "responses.all(r, r.status == 200)" };
    const { verdicts, advance } = begin(cluster, serves, all);
    await advance(11);
    expect((await verdicts).map(({ mismatches }) => mismatches)).toEqual([
      [{ path: "", expected: "a response" }],
      [{ path: "", expected: "a response" }],
    ]);
  });

  it("is how long it held at most", async () => {
    const cluster = fakeCluster(deployment(3));
    const { verdicts, advance } = begin(cluster, check("stays", { for: "5s" }));
    await advance(4);
    cluster.put(deployment(2));
    await advance(6);
    expect((await verdicts)[0]).toMatchObject({ status: "fail", held: 4000, milliseconds: 10_000 });
  });
});

it("does not believe a status that is older than the object", async () => {
  const changed = (observedGeneration: number): KubernetesObject => {
    const { metadata, status, ...rest } = deployment(3);
    return {
      ...rest,
      metadata: { ...metadata, generation: 2 },
      status: { ...(status as { readyReplicas: number }), observedGeneration },
    };
  };
  const cluster = fakeCluster(changed(1));
  const { told, verdicts, advance } = begin(
    cluster,
    check("matches"),
    check("satisfies", { satisfies: "object.status.readyReplicas == 3" }),
    check("too-late", { within: "1s" }),
    check("spec", { satisfies: "object.spec.replicas == 3" }),
  );
  await advance(2);
  cluster.put(changed(2));
  await advance(0);
  expect(told.slice(4)).toMatchInlineSnapshot(`
    [
      "0 s: spec pass",
      "1 s: too-late fail",
      "2 s: matches pass",
      "2 s: satisfies pass",
    ]
  `);
  expect((await verdicts)[2]?.mismatches).toMatchInlineSnapshot(`
    [
      {
        "actual": 1,
        "expected": 2,
        "object": "Deployment/web",
        "path": "status.observedGeneration",
      },
    ]
  `);
});

describe("a cluster that fails", () => {
  const gone = new Error("connect ECONNREFUSED 127.0.0.1:6443");

  it("for a while changes nothing", async () => {
    const cluster = fakeCluster(deployment(1));
    const { verdicts, advance } = begin(cluster, check("ready", { within: "60s" }), { ...serves, within: "60s" });
    cluster.respond = async ({ times }) => Array.from({ length: times }, () => ({ status: 503, body: "" }));
    await advance(1);
    cluster.fail(gone);
    await advance(20);
    cluster.recover();
    await advance(1);
    cluster.put(deployment(3));
    cluster.respond = async ({ times }) => Array.from({ length: times }, () => ({ status: 200, body: "" }));
    await advance(1);
    expect(await statuses(verdicts)).toEqual(["ready pass 2/2", "serves pass 2/2"]);
  });

  it("for good is an error without points, and what needs it is blocked", async () => {
    const cluster = fakeCluster(deployment(1), pod("a"));
    const { verdicts, advance } = begin(
      cluster,
      check("ready"),
      serves,
      { ...twoPods, within: "2m" },
      { ...deletesOne, needs: ["ready"] },
    );
    await advance(0);
    cluster.fail(gone);
    await advance(60);
    expect((await verdicts).map(({ id, status, points, error }) => [id, status, points, error])).toMatchInlineSnapshot(`
      [
        [
          "ready",
          "error",
          0,
          "connect ECONNREFUSED 127.0.0.1:6443",
        ],
        [
          "serves",
          "pass",
          2,
          undefined,
        ],
        [
          "two-pods",
          "error",
          0,
          "connect ECONNREFUSED 127.0.0.1:6443",
        ],
        [
          "replaces",
          "blocked",
          0,
          undefined,
        ],
      ]
    `);
    expect(cluster.log).toEqual([]);
  });

  it("without a word is an error too: the failure that a stale watch saw is none", async () => {
    const cluster = fakeCluster(deployment(1));
    const { verdicts, advance } = begin(cluster, check("ready"));
    await advance(1);
    cluster.fail(gone, { told: false });
    await advance(10);
    expect((await verdicts)[0]).toMatchObject({ status: "error", error: gone.message, points: 0, mismatches: [] });
  });

  it("in its nodes or controllers turns a failure into an error, and nothing else", async () => {
    const trouble = () => Promise.resolve("node worker-2 is lost");
    const { verdicts, advance } = begin({ ...fakeCluster(deployment(1)), trouble }, check("ready"));
    const passing = begin({ ...fakeCluster(deployment(3)), trouble }, check("ready"));
    await advance(10);
    await passing.advance(10);
    expect((await verdicts)[0]).toMatchObject({ status: "error", error: "node worker-2 is lost", mismatches: [] });
    expect((await passing.verdicts)[0]?.status).toBe("pass");
    const well = begin({ ...fakeCluster(deployment(1)), trouble: async () => undefined }, check("ready"));
    await well.advance(10);
    expect((await well.verdicts)[0]?.status).toBe("fail");
  });

  it("while a check acts is an error", async () => {
    const cluster = fakeCluster(pod("a"), pod("b"));
    cluster.fail(gone);
    const { verdicts } = begin(cluster, deletesOne);
    expect((await verdicts)[0]).toMatchObject({ status: "error", error: gone.message });
  });

  it("in one of two watches makes the other one's news worthless", async () => {
    const cluster = fakeCluster(deployment(3), pod("a"));
    const listeners: Parameters<FakeCluster["watch"]>[1][] = [];
    const watch: FakeCluster["watch"] = (query, listener, signal) => {
      listeners.push(listener);
      cluster.watch(query, listener, signal);
    };
    const owned = check("owned", { objects: { ...pods, ownedBy: web }, satisfies: "true", within: "60s" });
    const { verdicts, advance } = begin({ ...cluster, watch }, owned);
    await advance(1);
    // Pods, the Deployment, its ReplicaSets: only the watch of the Pods is blind.
    listeners[0]?.failed(gone);
    listeners[1]?.changed([deployment(3)]);
    await advance(30);
    expect((await verdicts)[0]).toMatchObject({ status: "error", error: gone.message });
  });
});

it("ends with the reason when it is interrupted, and leaves no timer and no watch", async () => {
  const cluster = fakeCluster(deployment(1), pod("a"));
  const { verdicts, advance, interrupted } = begin(cluster, check("ready"), twoPods, serves, deletesOne);
  await advance(1);
  const reason = new Error("interrupted");
  interrupted.abort(reason);
  await expect(verdicts).rejects.toBe(reason);
  await advance(0);
  expect(cluster.clock.sleeping()).toBe(0);
  expect(cluster.watching()).toBe(0);
  expect(cluster.log).toEqual([]);
});

it("tells our own bug from a failure", async () => {
  const cluster = fakeCluster(deployment(1));
  const watch = () => {
    throw new Error("The simulated cluster has no apps/v1/Deployment.");
  };
  const { verdicts } = begin({ ...cluster, watch }, check("ready"));
  expect((await verdicts)[0]).toMatchObject({
    status: "error",
    points: 0,
    error: "The simulated cluster has no apps/v1/Deployment.",
  });
  await cluster.clock.advance(0);
  expect(cluster.clock.sleeping()).toBe(0);
});

it("counts the time of a check from the acts of another one, and looks at Pods for as long as their probes may need", async () => {
  const hangs = check("hangs", { act: [{ wait: "2s" }], for: "20s" });
  const again = check("again", {
    needs: ["hangs"],
    since: "hangs",
    within: "30s",
    matches: { status: { readyReplicas: 2 } },
  });
  const late = begin(fakeCluster(deployment(3)), hangs, again);
  await late.advance(100);
  await late.verdicts;
  expect(late.told).toMatchInlineSnapshot(`
    [
      "0 s: hangs started",
      "27 s: hangs pass",
      "27 s: again started",
      "32 s: again fail",
    ]
  `);

  const livenessProbe = { httpGet: { port: 80 }, initialDelaySeconds: 5 };
  const stays = check("stays", {
    objects: pods,
    satisfies: "objects.size() == 1",
    for: "1s",
    outlastProbes: true,
  });
  const patient = begin(fakeCluster(pod("a", { spec: { containers: [{ name: "web", livenessProbe }] } })), stays);
  await patient.advance(100);
  await patient.verdicts;
  expect(patient.told).toMatchInlineSnapshot(`
    [
      "0 s: stays started",
      "37 s: stays pass",
    ]
  `);
});
