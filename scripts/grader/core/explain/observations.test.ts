import { describe, expect, it } from "vitest";
import type { Check } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Path } from "#core/path.ts";
import { fakeCluster } from "#core/testing/fake-cluster.ts";
import { pods } from "#core/testing/fake-run.ts";
import { readYaml } from "#core/yaml/documents.ts";
import { locate } from "./locations.ts";
import { observe } from "./observations.ts";

const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.92
          command: [nginx]
          readinessProbe:
            httpGet: { path: /ready, port: 80 }
        - name: sidecar
          image: busybox:1.36
          livenessProbe:
            httpGet: { path: /live, port: 80 }
`;
const manifests = readYaml("web.yaml", text).documents.map(({ value, locate }): Manifest => ({
  object: value as unknown as KubernetesObject,
  locate,
}));

const deployment: KubernetesObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", uid: "deployment" },
};
const replicaSet: KubernetesObject = {
  apiVersion: "apps/v1",
  kind: "ReplicaSet",
  metadata: { name: "web-5d", uid: "replica-set", ownerReferences: [owner(deployment)] },
};

function owner({ apiVersion, kind, metadata }: KubernetesObject) {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? "", controller: true };
}

function pod(name: string, status: object, more: object = {}): KubernetesObject {
  const metadata = { name, uid: name, labels: { app: "web" }, ownerReferences: [owner(replicaSet)], ...more };
  return { apiVersion: "v1", kind: "Pod", metadata, status: status as KubernetesObject["status"] };
}

const waiting = (name: string, reason: string, message = "") => ({ name, state: { waiting: { reason, message } } });

function event(name: string, reason: string, message: string, container?: string): KubernetesObject {
  const fieldPath = container && `spec.containers{${container}}`;
  const involvedObject = { kind: "Pod", name, uid: name, ...(fieldPath && { fieldPath }) };
  const metadata = { name: `${name}.${reason}` };
  return { apiVersion: "v1", kind: "Event", metadata, type: "Warning", reason, message, involvedObject };
}

/** What is observed, and where in the manifest it comes from. */
async function explain(objects: KubernetesObject[], mismatches: Mismatch[] = [], more: Partial<Check> = {}) {
  const cluster = fakeCluster(deployment, replicaSet, ...objects);
  const check: Check = { id: "one", title: "One", points: 1, hints: [{ say: "Look." }], ...more };
  const { findings, objects: seen } = await observe({ cluster, namespace: "lab" }, check, manifests);
  return {
    observed: findings.map(({ object, reason, message }) => `${object} ${reason}: ${message}`),
    places: locate(check, findings, mismatches, { manifests, objects: seen }).map(
      ({ line, column }) => `${line}:${column}`,
    ),
  };
}

describe("what is observed", () => {
  it("is nothing while containers start, run well, or end as they should", async () => {
    expect(
      await explain([
        pod("a", { containerStatuses: [waiting("nginx", "ContainerCreating")] }),
        pod("b", { containerStatuses: [{ name: "nginx", state: { running: {} } }] }),
        pod("c", { containerStatuses: [waiting("nginx", "ErrImagePull")] }, { deletionTimestamp: "now" }),
        { ...event("a", "Pulled", "all is well"), type: "Normal" },
      ]),
    ).toEqual({ observed: [], places: [] });
  });

  it("is a stuck container before what the scheduler, the workload and events say, and an end last", async () => {
    const unschedulable = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no node" };
    const ended = { name: "nginx", restartCount: 1, lastState: { terminated: { reason: "Error", exitCode: 3 } } };
    const failed = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "too long" };
    const objects = [
      pod("a", { containerStatuses: [ended] }),
      pod("b", { containerStatuses: [waiting("nginx", "ErrImagePull", "no such image")] }),
      pod("c", { conditions: [unschedulable] }),
      { ...deployment, status: { conditions: [failed] } },
      event("a", "Unhealthy", "Liveness probe failed: 404", "sidecar"),
    ];
    expect(await explain(objects)).toMatchInlineSnapshot(`
      {
        "observed": [
          "Pod/b ErrImagePull: no such image",
          "Pod/c Unschedulable: no node",
          "Deployment/web ProgressDeadlineExceeded: too long",
          "Pod/a Unhealthy: Liveness probe failed: 404",
          "Pod/a Error: container nginx ended with exit code 3, restarted once",
        ],
        "places": [
          "14:18",
          "11:5",
          "20:11",
        ],
      }
    `);
  });

  it("is said once for all Pods of a Deployment, and not more than five times", async () => {
    const pods = ["a", "b", "c"].map((name) => pod(name, { containerStatuses: [waiting("nginx", "ErrImagePull")] }));
    const events = ["A", "B", "C", "D", "E", "F"].map((reason) => event("a", reason, "x".repeat(500)));
    const { observed } = await explain([...pods, ...events]);
    expect(observed.map((line) => `${line.slice(0, 30)} (${line.length})`)).toMatchInlineSnapshot(`
      [
        "Pod/a ErrImagePull:  (20)",
        "Pod/a A: xxxxxxxxxxxxxxxxxxxxx (410)",
        "Pod/a B: xxxxxxxxxxxxxxxxxxxxx (410)",
        "Pod/a C: xxxxxxxxxxxxxxxxxxxxx (410)",
        "Pod/a D: xxxxxxxxxxxxxxxxxxxxx (410)",
      ]
    `);
  });

  it("is a Service that finds no Pod, where requests are sent", async () => {
    const requests = { request: { service: "web" } };
    const service = (name: string, selector: object): KubernetesObject => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector } as KubernetesObject["spec"],
    });
    const running = pod("a", {});
    expect(await explain([service("web", { app: "website", tier: "front" }), running], [], requests))
      .toMatchInlineSnapshot(`
      {
        "observed": [
          "Service/web SelectsNoPods: its selector is app=website,tier=front, and the Pods have app=web,tier=(none)",
        ],
        "places": [
          "9:7",
        ],
      }
    `);
    expect(await explain([service("web", { app: "website" }), running])).toEqual({ observed: [], places: [] });
    expect(await explain([service("web", {}), running], [], requests)).toEqual({ observed: [], places: [] });
    expect(await explain([service("web", { app: "web" })], [], requests)).toMatchInlineSnapshot(`
      {
        "observed": [
          "Service/web SelectsNoPods: its selector is app=web, and there are no Pods",
        ],
        "places": [],
      }
    `);
  });
});

describe("where it comes from", () => {
  const of = async (...args: Parameters<typeof explain>) => (await explain(...args)).places;

  it.each([
    ["ErrImagePull", "14:18"],
    ["InvalidImageName", "14:18"],
    ["CrashLoopBackOff", "15:11"],
    ["OOMKilled", "13:11"],
    ["CreateContainerConfigError", "13:11"],
  ])("%s: the field of the container that it is about, or the container", async (reason, place) => {
    expect(await of([pod("a", { containerStatuses: [waiting("nginx", reason)] })])).toEqual([place]);
  });

  it("a failed probe: that probe of that container", async () => {
    expect(await of([pod("a", {}), event("a", "Unhealthy", "Readiness probe failed: 404", "nginx")])).toEqual([
      "16:11",
    ]);
    expect(await of([pod("a", {}), event("a", "Unhealthy", "Liveness probe failed: 404", "sidecar")])).toEqual([
      "20:11",
    ]);
  });

  it("no node: the Pod's spec", async () => {
    const unschedulable = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no node" };
    expect(await of([pod("a", { conditions: [unschedulable] })])).toEqual(["11:5"]);
  });

  it("a count that differs: replicas; a field: itself; anything else: the object's name", async () => {
    const at = (path: string, object = "Deployment/web") => of([], [{ object, path, expected: 3 }]);
    expect(await at("status.readyReplicas")).toEqual(["6:3"]);
    expect(await at("objects.filter(o, o.ready).size()", "")).toEqual(["6:3"]);
    expect(await at("spec.template.spec.containers[1].image")).toEqual(["19:18"]);
    expect(await at("spec.paused")).toEqual(["5:1"]);
    expect(await at("metadata.labels.app")).toEqual(["3:1"]);
    expect(await at("status", "6 of 6 responses")).toEqual(["4:9"]);
  });

  it("causes before differences, each line once, three at most", async () => {
    const statuses = { containerStatuses: [waiting("nginx", "ErrImagePull"), waiting("sidecar", "ImagePullBackOff")] };
    const paths = ["spec.replicas", "spec.template.spec.containers[0].image", "metadata.name", "spec.paused"];
    const mismatches = paths.map((path) => ({ object: "Deployment/web", path, expected: 3 }));
    expect(await of([pod("a", statuses)], mismatches)).toEqual(["14:18", "19:18", "6:3"]);
  });

  it("nowhere for a Pod that nothing of the learner's controls", async () => {
    const stray = pod("stray", { containerStatuses: [waiting("nginx", "ErrImagePull")] }, { ownerReferences: [] });
    expect(await of([stray])).toEqual([]);
  });
});

describe("a lab with several objects", () => {
  const files = {
    front: `apiVersion: apps/v1
kind: Deployment
metadata: { name: front }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: front } }
    spec:
      initContainers:
        - { name: wait, image: "busybox:1.37" }
      containers:
        - { name: web, image: "nginx:1.92" }
`,
    back: `apiVersion: apps/v1
kind: Deployment
metadata: { name: back }
spec:
  template:
    metadata: { labels: { app: back } }
    spec:
      containers:
        - name: web
          image: nginx:1.92
`,
    service: `apiVersion: v1
kind: Service
metadata: { name: back }
spec:
  selector: { app: back }
  ports: [{ port: 80 }]
`,
    budget: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: back }
spec:
  minAvailable: 2
`,
  };
  const submitted = Object.entries(files).map(([name, content]): Manifest => {
    const [{ value, locate: place }] = readYaml(`${name}.yaml`, content).documents as [
      ReturnType<typeof readYaml>["documents"][number],
    ];
    return { object: value as unknown as KubernetesObject, locate: place };
  });
  const applied = submitted.map(({ object }) => ({
    ...object,
    metadata: { ...object.metadata, uid: `${object.kind} ${object.metadata.name}` },
  }));
  const podOf = (name: string, status: object): KubernetesObject => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${name}-1`,
      uid: `${name}-1`,
      labels: { app: name },
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "Deployment", name, uid: `Deployment ${name}`, controller: true },
      ],
    },
    status: status as KubernetesObject["status"] & object,
  });
  const unpulled = (name: string) => podOf(name, { containerStatuses: [waiting("web", "ErrImagePull")] });

  /** What a failed check says, and where. */
  async function said(more: Partial<Check>, objects: KubernetesObject[], mismatches: Mismatch[] = []) {
    const check: Check = { id: "one", title: "One", points: 1, hints: [{ say: "Look." }], ...more };
    const place = { cluster: fakeCluster(...applied, ...objects), namespace: "lab" };
    const { findings, objects: seen } = await observe(place, check, submitted);
    return {
      observed: findings.map(({ object, reason, message }) => `${object} ${reason}${message && `: ${message}`}`),
      places: locate(check, findings, mismatches, { manifests: submitted, objects: seen }).map(
        ({ file, line }) => `${file}:${line}`,
      ),
    };
  }
  const back = { apiVersion: "apps/v1", kind: "Deployment", name: "back" };

  it("is blamed on what the check looks at first", async () => {
    const broken = [unpulled("back"), unpulled("front")];
    expect(await said({ object: { ...back, name: "front" } }, broken)).toMatchInlineSnapshot(`
      {
        "observed": [
          "Pod/front-1 ErrImagePull",
        ],
        "places": [
          "front.yaml:12",
        ],
      }
    `);
    expect(await said({ object: back }, broken)).toMatchInlineSnapshot(`
      {
        "observed": [
          "Pod/back-1 ErrImagePull",
        ],
        "places": [
          "back.yaml:10",
        ],
      }
    `);
    expect((await said({ request: { service: "back" } }, broken)).observed).toMatchInlineSnapshot(`
      [
        "Pod/back-1 ErrImagePull",
        "Service/back NoReadyEndpoints: it has no endpoints yet",
      ]
    `);
    const labels = { app: "back" };
    expect((await said({ logs: { pods: { apiVersion: "v1", kind: "Pod", labels } } }, broken)).places[0]).toBe(
      "back.yaml:10",
    );
    expect((await said({ objects: { apiVersion: "v1", kind: "Pod", ownedBy: back } }, broken)).places[0]).toBe(
      "back.yaml:10",
    );
  });

  it("has each mismatch at the manifest that it is about", async () => {
    const at = async (mismatch: Partial<Mismatch>, more: Partial<Check> = { object: back }) =>
      (await said(more, [podOf("back", {})], [{ path: "", expected: 1, ...mismatch }])).places;
    expect(await at({ object: "Service/back", path: "spec.ports[0].port" })).toEqual(["service.yaml:6"]);
    expect(await at({ object: "Deployment/front", path: "status.readyReplicas" })).toEqual(["front.yaml:5"]);
    // A field of a Pod is in the template of its Deployment.
    expect(await at({ object: "Pod/back-1", path: "spec.containers[0].image" })).toEqual(["back.yaml:10"]);
    expect(await at({ object: "Pod/back-1", path: "status.phase" })).toEqual(["back.yaml:3"]);
    expect(await at({ path: "objects.size()" }, { objects: { apiVersion: "v1", kind: "Pod", ownedBy: back } })).toEqual(
      ["back.yaml:4"],
    );
    expect(await at({ object: "1 of 2 responses", path: "status" }, { request: { service: "back" } })).toEqual([
      "service.yaml:3",
    ]);
    // What was not submitted is in no file.
    expect(await at({ object: "Pod/other", path: "spec.hostname" }, { object: { ...back, name: "other" } })).toEqual(
      [],
    );
    expect(await at({ object: "1 of 2 responses", path: "status" }, { request: { service: "other" } })).toEqual([]);
  });

  it("has a Service without a ready Pod, and a budget that lets none go, where they matter", async () => {
    const notReady = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "back-1", labels: { "kubernetes.io/service-name": "back" } },
      endpoints: [{ conditions: { ready: false } }],
    };
    const budget = {
      ...applied[3]!,
      status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
    };
    const objects = [podOf("back", {}), notReady, budget];
    expect(await said({ request: { service: "back" } }, objects)).toMatchInlineSnapshot(`
      {
        "observed": [
          "Service/back NoReadyEndpoints: none of its 1 endpoints is ready",
        ],
        "places": [],
      }
    `);
    const drain = { runningMostOf: { apiVersion: "v1", kind: "Pod" } };
    expect(await said({ object: back, act: [{ drain }] }, objects)).toMatchInlineSnapshot(`
      {
        "observed": [
          "PodDisruptionBudget/back DisruptionNotAllowed: no Pod may go: 2 are healthy, and 2 must be",
        ],
        "places": [
          "budget.yaml:4",
        ],
      }
    `);
    const unfit = { ...budget, status: { ...budget.status, expectedPods: 0 } };
    expect((await said({ object: back, act: [{ drain }] }, [unfit])).observed).toEqual([
      "PodDisruptionBudget/back SelectsNoPods: its selector fits no Pod",
    ]);
    expect(await said({ object: back }, objects)).toEqual({ observed: [], places: [] });
  });

  it("has init containers, unless they did what they are for, and nodes that are not ready", async () => {
    const ended = (exitCode: number) =>
      podOf("front", {
        initContainerStatuses: [
          { name: "wait", state: { terminated: { exitCode, reason: exitCode ? "Error" : "Completed" } } },
        ],
      });
    expect(await said({ object: back }, [ended(1)])).toMatchInlineSnapshot(`
      {
        "observed": [
          "Pod/front-1 Error: container wait ended with exit code 1",
        ],
        "places": [
          "front.yaml:10",
        ],
      }
    `);
    expect(await said({ object: back }, [ended(0)])).toEqual({ observed: [], places: [] });
    const conditions = [
      {
        type: "Ready",
        status: "Unknown",
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
      },
    ];
    const node = { apiVersion: "v1", kind: "Node", metadata: { name: "one" }, status: { conditions } };
    expect(await said({ object: back }, [node])).toMatchInlineSnapshot(`
      {
        "observed": [
          "Node/one NodeStatusUnknown: Kubelet stopped posting node status.",
        ],
        "places": [],
      }
    `);
  });

  it("says once that a Pod has no node, and knows both reasons", async () => {
    const message = "0/3 nodes are available: 3 Insufficient cpu.";
    const unscheduled = podOf("back", {
      conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
    });
    const check: Check = { id: "one", title: "One", points: 1, hints: [{ say: "Look." }], object: back };
    const place = {
      cluster: fakeCluster(...applied, unscheduled, event("back-1", "FailedScheduling", message)),
      namespace: "lab",
    };
    const { findings, reasons } = await observe(place, check, submitted);
    expect(findings.map(({ reason }) => reason)).toEqual(["Unschedulable"]);
    expect([...reasons]).toEqual(["Unschedulable", "FailedScheduling"]);
  });

  it("has the Jobs of a CronJob that was submitted", async () => {
    const cronJob: KubernetesObject = {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name: "backup", uid: "backup" },
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: "etcd", image: "etcd" }] } } } } },
    };
    const owned = (kind: string, name: string, owner: string, ownerUid: string, status: object): KubernetesObject => ({
      apiVersion: kind === "Job" ? "batch/v1" : "v1",
      kind,
      metadata: {
        name,
        uid: name,
        ownerReferences: [{ apiVersion: "batch/v1", kind: owner, name: ownerUid, uid: ownerUid, controller: true }],
      },
      status: status as KubernetesObject["status"] & object,
    });
    const failed = {
      conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "too often" }],
    };
    const ended = { containerStatuses: [{ name: "etcd", state: { terminated: { exitCode: 2, reason: "Error" } } }] };
    const cluster = fakeCluster(
      cronJob,
      owned("Job", "backup-1", "CronJob", "backup", failed),
      owned("Pod", "backup-1-a", "Job", "backup-1", ended),
    );
    const asked: Path[] = [];
    const manifest: Manifest = {
      object: cronJob,
      locate: (path) => {
        asked.push(path);
        return { file: "backup.yaml", line: asked.length, column: 1 };
      },
    };
    const check: Check = {
      id: "one",
      title: "One",
      points: 1,
      hints: [{ say: "Look." }],
      objects: { ...pods, ownedBy: { apiVersion: "batch/v1", kind: "CronJob", name: "backup" } },
    };
    const { findings, objects } = await observe({ cluster, namespace: "lab" }, check, [manifest]);
    expect(findings.map(({ object, reason }) => `${object} ${reason}`)).toEqual([
      "Job/backup-1 BackoffLimitExceeded",
      "Pod/backup-1-a Error",
    ]);
    locate(check, findings, [], { manifests: [manifest], objects });
    expect(asked).toEqual([["spec", "jobTemplate", "spec", "template", "spec", "containers", 0, "command"]]);
  });

  it("is not that the Pod of a Job did its work", async () => {
    const done = (phase: string) =>
      podOf("back", {
        phase,
        containerStatuses: [{ name: "web", state: { terminated: { exitCode: 0, reason: "Completed" } } }],
      });
    const observed = async (phase: string) => (await said({ object: back }, [done(phase)])).observed;
    expect(await observed("Succeeded")).toEqual([]);
    expect(await observed("Running")).toEqual(["Pod/back-1 Completed: container web ended with exit code 0"]);
  });

  it("does not hold its start against a Pod that is Ready", async () => {
    const ready = (restartCount: number) =>
      podOf("back", {
        conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-12-01T10:00:20Z" }],
        containerStatuses: [{ name: "web", restartCount }],
      });
    const slow = event("back-1", "Unhealthy", "Startup probe failed: connection refused", "web");
    const budget = {
      ...applied[3]!,
      status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
    };
    const drains: Partial<Check> = { objects: { ...pods, ownedBy: back }, act: [{ drain: { runningMostOf: pods } }] };
    const reasons = async (more: Partial<Check>, ...objects: KubernetesObject[]) =>
      (await said(more, objects)).observed.map((text) => text.replace(/:.*/, ""));
    expect(await reasons(drains, ready(0), slow, budget)).toEqual(["PodDisruptionBudget/back DisruptionNotAllowed"]);
    expect(await reasons({ object: back }, ready(0), slow)).toEqual([]);
    const before = { ...slow, lastTimestamp: "2026-12-01T10:00:20Z" };
    expect(await reasons({ object: back }, ready(0), before)).toEqual([]);
    const after = { ...slow, lastTimestamp: null, eventTime: "2026-12-01T10:00:30.500000Z" };
    expect(await reasons({ object: back }, ready(0), after)).toEqual(["Pod/back-1 Unhealthy"]);
    expect(await reasons(drains, ready(1), slow, budget)).toEqual([
      "PodDisruptionBudget/back DisruptionNotAllowed",
      "Pod/back-1 Unhealthy",
    ]);
  });
});
