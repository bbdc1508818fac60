import { describe, expect, it } from "vitest";
import { type HttpResponse, RefusedError } from "#core/cluster.ts";
import { restore } from "#core/disturbances.ts";
import type { Act } from "#core/generated/lab.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type FakeCluster, fakeCluster } from "#core/testing/fake-cluster.ts";
import { deployment, pod, pods, web } from "#core/testing/fake-run.ts";
import { perform } from "./perform.ts";

const node = (name: string, labels = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name, labels },
  spec: {},
});
const controlPlane = node("control", { "node-role.kubernetes.io/control-plane": "" });
const on = (nodeName: string, name: string, metadata = {}): KubernetesObject =>
  pod(name, { metadata: { name, uid: name, ...metadata }, spec: { nodeName } });

/** Does the acts on a cluster; what was missing, what was asked of the cluster, and how it is put back. */
async function act(cluster: FakeCluster, ...acts: Act[]) {
  const context = { cluster, namespace: "lab", disturbances: new Map(), acted: new Map(), manifests: [] };
  const done = perform(acts, context, 10_000, new AbortController().signal);
  done.catch(() => undefined);
  await cluster.clock.advance(60_000);
  const missing = await done.catch((error: Error) => error.message);
  const log = cluster.log.splice(0);
  const errors = await restore(context.disturbances);
  return { missing, log, undone: cluster.log.splice(0), ...(errors.length > 0 && { errors }) };
}

const deleteOne: Act = { delete: { objects: pods, count: 1 } };

it("does one thing after the other", async () => {
  const acts: Act[] = [
    { scale: { object: web, replicas: 5 } },
    deleteOne,
    { patch: { object: web, merge: { spec: { paused: true, replicas: null } } } },
    { apply: { object: { ...pods, metadata: { name: "mine" } } } },
    { exec: { pods, count: 1, container: "web", command: ["rm", "/tmp/healthy"] } },
  ];
  expect(await act(fakeCluster(deployment(1), pod("b"), pod("a")), ...acts)).toMatchInlineSnapshot(`
    {
      "log": [
        "patch Deployment/web {"spec":{"replicas":5}}",
        "delete Pod/a",
        "patch Deployment/web {"spec":{"paused":true,"replicas":null}}",
        "apply Pod/mine by grader",
        "exec mine: rm /tmp/healthy",
      ],
      "missing": undefined,
      "undone": [],
    }
  `);
});

describe("what is not there", () => {
  it("stops the acts", async () => {
    expect(await act(fakeCluster(deployment(1)), deleteOne, { scale: { object: web, replicas: 5 } }))
      .toMatchInlineSnapshot(`
      {
        "log": [],
        "missing": {
          "actual": 0,
          "expected": "1 Pod",
          "path": "",
        },
        "undone": [],
      }
    `);
    expect(await act(fakeCluster(), { scale: { object: web, replicas: 5 } })).toMatchInlineSnapshot(`
      {
        "log": [],
        "missing": {
          "expected": "Deployment/web",
          "path": "",
        },
        "undone": [],
      }
    `);
    expect(await act(fakeCluster(node("one")), { stop: { runningMostOf: pods } })).toMatchInlineSnapshot(`
      {
        "log": [],
        "missing": {
          "actual": 0,
          "expected": "Pod on a worker node",
          "path": "",
        },
        "undone": [],
      }
    `);
  });

  it("or a command that fails does, too", async () => {
    const cluster = fakeCluster(pod("a"));
    cluster.answers.exec = async () => ({ exitCode: 1, stdout: "", stderr: "rm: no such file\n" });
    expect(await act(cluster, { exec: { pods, count: 1, container: "web", command: ["rm", "/tmp/healthy"] } }))
      .toMatchInlineSnapshot(`
      {
        "log": [
          "exec a: rm /tmp/healthy",
        ],
        "missing": {
          "actual": "exit code 1: rm: no such file",
          "expected": "exit code 0",
          "object": "Pod/a",
          "path": "rm /tmp/healthy",
        },
        "undone": [],
      }
    `);
  });
});

describe("a program", () => {
  const hangOne: Act = { hang: { pods, count: 1, port: 80 } };
  const serving = (...answers: HttpResponse[]) => {
    const cluster = fakeCluster(pod("b"), pod("a"));
    cluster.respond = async () => [answers.shift() ?? { error: "timed out" }];
    cluster.answers.listener = async (_, port) => (port === 80 ? "web" : undefined);
    return cluster;
  };
  const fine: HttpResponse = { status: 200, body: "" };

  it("hangs in the container that listens", async () => {
    expect(await act(serving(fine), hangOne)).toMatchInlineSnapshot(`
      {
        "log": [
          "freeze web of a",
        ],
        "missing": undefined,
        "undone": [],
      }
    `);
  });

  it("that did not answer before cannot be seen to hang", async () => {
    expect((await act(serving({ error: "connection refused" }), hangOne)).missing).toMatchInlineSnapshot(`
      {
        "actual": "connection refused",
        "expected": "an answer on port 80 before its program hangs",
        "object": "Pod/a",
        "path": "",
      }
    `);
  });

  it("that answers all the same does not hang", async () => {
    expect((await act(serving(fine, { status: 503, body: "" }), hangOne)).missing).toMatchInlineSnapshot(`
      {
        "actual": "status 503",
        "expected": "no answer on port 80 after the processes of container web were stopped",
        "object": "Pod/a",
        "path": "",
      }
    `);
  });

  it("that is in no container which is known to listen is our fault", async () => {
    const cluster = serving(fine);
    cluster.answers.listener = async () => undefined;
    expect(await act(cluster, hangOne)).toMatchInlineSnapshot(`
      {
        "log": [],
        "missing": "no container of Pod/a could be found that listens on port 80",
        "undone": [],
      }
    `);
  });
});

describe("another number of replicas", () => {
  const scale: Act = { scale: { object: web, replicas: 3, untilReady: true } };
  const of = (replicas: number, ready: number) => ({ ...deployment(ready), spec: { replicas } });

  it("are waited for until they are Ready", async () => {
    const cluster = fakeCluster(of(2, 1));
    void cluster.clock.sleep(4000).then(() => cluster.put(of(3, 3)));
    expect((await act(cluster, scale)).missing).toBe(undefined);
  });

  it("that do not become Ready in time are missing", async () => {
    expect((await act(fakeCluster(of(2, 2)), scale)).missing).toMatchInlineSnapshot(`
      {
        "actual": 2,
        "expected": 3,
        "object": "Deployment/web",
        "path": "status.readyReplicas",
      }
    `);
  });
});

it("asks for another number of replicas than there is, or fails", async () => {
  expect(
    await act(fakeCluster({ ...deployment(5), spec: { replicas: 5 } }), { scale: { object: web, replicas: 5 } }),
  ).toEqual({
    log: [],
    missing: { object: "Deployment/web", path: "spec.replicas", expected: "not 5 yet", actual: 5 },
    undone: [],
  });
});

it("tells an act that the API refuses from what the learner did", async () => {
  const cluster = fakeCluster(deployment(1));
  cluster.patch = () => Promise.reject(new RefusedError("Invalid", "spec.replicas: must be an integer"));
  expect(await act(cluster, { patch: { object: web, merge: { spec: { replicas: "x" } } } })).toMatchInlineSnapshot(`
    {
      "log": [],
      "missing": "the API server refused the act \`patch\`: spec.replicas: must be an integer",
      "undone": [],
    }
  `);
});

describe("a node", () => {
  const twoNodes = () =>
    fakeCluster(
      controlPlane,
      node("two"),
      node("one"),
      on("one", "a"),
      on("two", "b"),
      on("control", "c"),
      on("control", "d"),
    );

  it("is the worker that runs most of the Pods, of several the first by name", async () => {
    const cordon: Act = { cordon: { runningMostOf: pods } };
    expect(await act(twoNodes(), cordon)).toMatchInlineSnapshot(`
      {
        "log": [
          "patch Node/one {"spec":{"unschedulable":true}}",
        ],
        "missing": undefined,
        "undone": [
          "patch Node/one {"spec":{"unschedulable":null}}",
        ],
      }
    `);
    const cluster = twoNodes();
    cluster.put(on("two", "e"));
    expect((await act(cluster, cordon)).log).toEqual(['patch Node/two {"spec":{"unschedulable":true}}']);
  });

  it("must run as many of the Pods as the act needs, or nothing is done", async () => {
    const two = { runningMostOf: pods, count: 2 };
    for (const few of [{ cordon: two }, { drain: two }, { stop: two }] satisfies Act[]) {
      expect(await act(twoNodes(), few)).toEqual({
        log: [],
        missing: { path: "", expected: "2 Pod on one worker node", actual: 1 },
        undone: [],
      });
    }
    const cluster = twoNodes();
    cluster.put(on("two", "e"));
    expect((await act(cluster, { cordon: two })).missing).toBe(undefined);
  });

  it("that is drained loses its Pods, but not those of DaemonSets and of the kubelet", async () => {
    const owned = (kind: string) => ({
      ownerReferences: [{ apiVersion: "apps/v1", kind, name: "x", uid: "x", controller: true }],
    });
    const cluster = twoNodes();
    cluster.put(on("one", "daemon", owned("DaemonSet")));
    cluster.put(on("one", "static", { annotations: { "kubernetes.io/config.mirror": "1" } }));
    cluster.put(on("one", "replica", { namespace: "other", ...owned("ReplicaSet") }));
    expect(await act(cluster, { drain: { runningMostOf: pods } }, { uncordon: "everything" })).toMatchInlineSnapshot(`
      {
        "log": [
          "patch Node/one {"spec":{"unschedulable":true}}",
          "evict a",
          "evict replica",
          "patch Node/one {"spec":{"unschedulable":null}}",
        ],
        "missing": undefined,
        "undone": [],
      }
    `);
  });

  it("that is drained keeps a Pod as long as its budget says so", async () => {
    const cluster = twoNodes();
    let refusals = 3;
    const refuse = () => {
      refusals -= 1;
      if (refusals >= 0)
        throw new RefusedError("TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
      return Promise.resolve();
    };
    cluster.answers.evict = async () => refuse();
    expect((await act(cluster, { drain: { runningMostOf: pods } })).log).toMatchInlineSnapshot(`
      [
        "patch Node/one {"spec":{"unschedulable":true}}",
        "evict a",
        "evict a",
        "evict a",
        "evict a",
      ]
    `);
    refusals = Number.POSITIVE_INFINITY;
    cluster.put(on("one", "a"));
    expect((await act(cluster, { drain: { runningMostOf: pods } })).missing).toMatchInlineSnapshot(`
      {
        "actual": "Cannot evict pod as it would violate the pod's disruption budget.",
        "expected": "evicted from its node",
        "object": "Pod/a",
        "path": "",
      }
    `);
  });

  it("that is drained lets Pods go with their namespaces", async () => {
    const cluster = twoNodes();
    const ending = "unable to create new content in namespace old because it is being terminated";
    let asked = 0;
    cluster.answers.evict = async () => {
      asked += 1;
      if (asked === 1) throw new RefusedError("Forbidden", ending);
      if (asked === 2) throw new RefusedError("NotFound", 'pods "a" not found');
    };
    expect((await act(cluster, { drain: { runningMostOf: pods } })).missing).toBe(undefined);
    expect(asked).toBe(3);
    cluster.put(on("one", "a"));
    cluster.answers.evict = () => Promise.reject(new RefusedError("Forbidden", "no"));
    expect((await act(cluster, { drain: { runningMostOf: pods } })).missing).toBe(
      "the API server refused the act `drain`: no",
    );
  });

  it("that is drained waits for Pods that take their time to end", async () => {
    const cluster = twoNodes();
    cluster.put(on("one", "a", { deletionTimestamp: "now" }));
    const slow = { ...cluster, evict: () => Promise.resolve() };
    const drain: Act = { drain: { runningMostOf: { ...pods, labels: { app: "web" } } } };
    cluster.put(on("one", "web", { labels: { app: "web" } }));
    expect((await act(slow, drain)).missing).toMatchInlineSnapshot(`
      {
        "actual": "it is still ending",
        "expected": "evicted from its node",
        "object": "Pod/a",
        "path": "",
      }
    `);
  });
});

describe("what was changed beyond the namespace", () => {
  it("is put back, the latest first", async () => {
    const cluster = fakeCluster(node("one", { zone: "a" }), on("one", "a"));
    const zone: Act = {
      patch: {
        object: { apiVersion: "v1", kind: "Node", name: "one" },
        merge: { metadata: { labels: { zone: "b", disk: "ssd" } } },
      },
    };
    const acts: Act[] = [
      zone,
      { stop: { component: "kube-scheduler" } },
      { stop: { runningMostOf: pods } },
      { stop: { runningMostOf: pods } },
      { apply: { object: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "other" } } } },
    ];
    expect(await act(cluster, ...acts)).toMatchInlineSnapshot(`
      {
        "log": [
          "patch Node/one {"metadata":{"labels":{"zone":"b","disk":"ssd"}}}",
          "stop kube-scheduler",
          "stop node one",
          "stop node one",
          "apply ConfigMap/x by grader",
        ],
        "missing": undefined,
        "undone": [
          "delete ConfigMap/x",
          "start node one",
          "start kube-scheduler",
          "patch Node/one {"metadata":{"labels":{"zone":"a","disk":null}}}",
        ],
      }
    `);
  });

  it("is not put back twice", async () => {
    const everything: Act[] = [
      { stop: { component: "etcd" } },
      { stop: { component: "coredns" } },
      { start: { component: "etcd" } },
      { start: "everything" },
    ];
    expect(await act(fakeCluster(), ...everything)).toMatchInlineSnapshot(`
      {
        "log": [
          "stop etcd",
          "stop coredns",
          "start etcd",
          "start coredns",
        ],
        "missing": undefined,
        "undone": [],
      }
    `);
  });

  it("is told where it stays as it is, and the rest is put back all the same", async () => {
    const cluster = fakeCluster();
    cluster.answers.startComponent = async (name) => {
      if (name === "etcd") throw new Error("docker is gone");
    };
    expect(await act(cluster, { stop: { component: "coredns" } }, { stop: { component: "etcd" } }))
      .toMatchInlineSnapshot(`
      {
        "errors": [
          [Error: etcd is stopped and could not be put back: docker is gone],
        ],
        "log": [
          "stop coredns",
          "stop etcd",
        ],
        "missing": undefined,
        "undone": [
          "start etcd",
          "start coredns",
        ],
      }
    `);
  });
});

describe("what is stopped", () => {
  const cluster = () => fakeCluster(controlPlane, node("one"), on("one", "a"));

  it("can be a program of a node, and is started again at the end", async () => {
    const kubelet: Act = { stop: { runningMostOf: pods, program: "kubelet" } };
    expect(await act(cluster(), kubelet)).toMatchInlineSnapshot(`
      {
        "log": [
          "stop kubelet on one",
        ],
        "missing": undefined,
        "undone": [
          "start kubelet on one",
        ],
      }
    `);
    expect((await act(cluster(), kubelet, { start: "everything" })).undone).toEqual([]);
  });

  it("can be the control plane, with a time in between", async () => {
    const context = { cluster: cluster(), namespace: "lab", disturbances: new Map(), acted: new Map(), manifests: [] };
    const { clock, log } = context.cluster;
    const acts: Act[] = [{ stop: { controlPlane: true } }, { wait: "20s" }, { start: "everything" }];
    const done = perform(acts, context, 10_000, new AbortController().signal);
    await clock.advance(19_000);
    expect(log).toEqual(["stop node control"]);
    await clock.advance(2_000);
    await done;
    expect(log).toEqual(["stop node control", "start node control"]);
  });
});
