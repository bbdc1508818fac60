import { describe, expect, it } from "vitest";
import { locate } from "#core/blame.ts";
import { fakeCluster } from "#core/fake-cluster.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import type { Manifest } from "#core/manifest.ts";
import { observe } from "#core/observations.ts";
import { readYaml } from "#core/yaml-documents.ts";

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
async function explain(objects: KubernetesObject[], mismatches: Mismatch[] = []) {
  const cluster = fakeCluster(deployment, replicaSet, ...objects);
  const scene = await observe({ cluster, namespace: "lab" });
  return {
    observed: scene.findings.map(({ object, reason, message }) => `${object} ${reason}: ${message}`),
    places: locate(scene.findings, mismatches, manifests, scene.objects).map(({ line, column }) => `${line}:${column}`),
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

  it("is a Service that finds no Pod", async () => {
    const service = (name: string, selector: object): KubernetesObject => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector } as KubernetesObject["spec"],
    });
    const running = pod("a", {});
    expect(await explain([service("web", { app: "website", tier: "front" }), running])).toMatchInlineSnapshot(`
      {
        "observed": [
          "Service/web SelectsNoPods: its selector is app=website,tier=front, and the Pods have app=web,tier=(none)",
        ],
        "places": [
          "9:7",
        ],
      }
    `);
    expect(await explain([service("web", { app: "web" }), running])).toEqual({ observed: [], places: [] });
    expect(await explain([service("web", {}), running])).toEqual({ observed: [], places: [] });
    expect(await explain([service("web", { app: "web" })])).toMatchInlineSnapshot(`
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
