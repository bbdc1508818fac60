import { describe, expect, it } from "vitest";
import { agnhost, condition, conditionStatus, deployment, field, pods, service } from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import { RefusedError, type Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const budgets = (namespace: string) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  namespace,
  name: "web",
});

function budget(namespace: string, spec: Record<string, Json>, app = "web"): KubernetesObject {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web", namespace },
    spec: { selector: { matchLabels: { app } }, ...spec },
  };
}

async function readyPods(cluster: Cluster, namespace: string, count: number): Promise<KubernetesObject[]> {
  return await eventually(cluster, pods(namespace, "web"), (found) => {
    expect(found.map((pod) => pod.metadata.deletionTimestamp)).toEqual(found.map(() => undefined));
    expect(found.map((pod) => conditionStatus(pod, "Ready"))).toEqual(Array.from({ length: count }, () => "True"));
  });
}

/** PodDisruptionBudgets, evictions and the end of a Pod. */
export function describeDisruption(opened: () => Cluster): void {
  describe("disruption", () => {
    it.each<{ spec: Record<string, Json>; desiredHealthy: number; disruptionsAllowed: number }>([
      { spec: { minAvailable: 2 }, desiredHealthy: 2, disruptionsAllowed: 1 },
      { spec: { minAvailable: 3 }, desiredHealthy: 3, disruptionsAllowed: 0 },
      { spec: { minAvailable: "50%" }, desiredHealthy: 2, disruptionsAllowed: 1 },
      { spec: { maxUnavailable: 0 }, desiredHealthy: 3, disruptionsAllowed: 0 },
      { spec: { maxUnavailable: "50%" }, desiredHealthy: 1, disruptionsAllowed: 2 },
    ])("counts what a budget of $spec allows for three Pods", async ({ spec, ...counts }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "disruption");
      await cluster.apply(deployment(namespace, "web", { replicas: 3 }), "grader");
      await cluster.apply(budget(namespace, spec), "grader");
      const found = await eventuallyOne(cluster, budgets(namespace), (object) =>
        expect(object.status).toMatchObject({ currentHealthy: 3, expectedPods: 3, observedGeneration: 1, ...counts }),
      );
      expect(condition(found, "DisruptionAllowed")).toMatchObject(
        counts.disruptionsAllowed > 0
          ? { status: "True", reason: "SufficientPods" }
          : { status: "False", reason: "InsufficientPods" },
      );
    });

    it("evicts one Pod and refuses the next until a replacement is ready", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "disruption");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      await cluster.apply(budget(namespace, { minAvailable: 1 }), "grader");
      const [first, second] = await readyPods(cluster, namespace, 2);
      await eventuallyOne(cluster, budgets(namespace), (object) =>
        expect(object.status).toMatchObject({ disruptionsAllowed: 1 }),
      );
      await cluster.evict({ namespace, name: first!.metadata.name });
      const refused = cluster.evict({ namespace, name: second!.metadata.name });
      await expect(refused).rejects.toBeInstanceOf(RefusedError);
      await expect(refused).rejects.toMatchObject({
        reason: "TooManyRequests",
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
      });
      await eventually(cluster, pods(namespace, "web"), (found) =>
        expect(found.map(({ metadata }) => metadata.name)).not.toContain(first!.metadata.name),
      );
      await readyPods(cluster, namespace, 2);
      await eventuallyOne(cluster, budgets(namespace), (object) =>
        expect(object.status).toMatchObject({ disruptionsAllowed: 1 }),
      );
      await cluster.evict({ namespace, name: second!.metadata.name });
    });

    it("does not protect Pods that the budget does not select, and knows no Pod that is not there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "disruption");
      await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "grader");
      await cluster.apply(budget(namespace, { minAvailable: 1 }, "wbe"), "grader");
      const [only] = await readyPods(cluster, namespace, 1);
      await eventuallyOne(cluster, budgets(namespace), (object) =>
        expect(object.status).toMatchObject({ expectedPods: 0, desiredHealthy: 1, disruptionsAllowed: 0 }),
      );
      await cluster.evict({ namespace, name: only!.metadata.name });
      await expect(cluster.evict({ namespace, name: "nobody" })).rejects.toMatchObject({
        name: "RefusedError",
        reason: "NotFound",
        message: 'pods "nobody" not found',
      });
    });

    it.each<{ name: string; preStop: Json; container: Record<string, Json> }>([
      { name: "sleep", preStop: { sleep: { seconds: 6 } }, container: agnhost },
      {
        name: "exec",
        preStop: { exec: { command: ["sleep", "6"] } },
        container: { image: "nginx:1.29", ports: [{ name: "http", containerPort: 80 }] },
      },
    ])("lets a Pod serve until its preStop hook is over: $name", async ({ preStop, container }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "disruption");
      const spec = { terminationGracePeriodSeconds: 20 };
      const lifecycle = { lifecycle: { preStop } };
      await cluster.apply(
        deployment(namespace, "web", { replicas: 1, container: { ...container, ...lifecycle }, spec }),
        "grader",
      );
      await cluster.apply(service(namespace, "web", "web", "http"), "grader");
      const [going] = await readyPods(cluster, namespace, 1);
      const request = { namespace, port: 80, path: "/", times: 1, timeoutMilliseconds: 1000 };
      await eventuallyAnswered(cluster, { ...request, to: { service: "web" } }, ([response]) =>
        expect(response?.status).toBe(200),
      );
      const { name } = going!.metadata;
      const start = cluster.clock.now();
      await cluster.delete({ apiVersion: "v1", kind: "Pod", namespace, name });
      const slices = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace };
      await eventually(cluster, slices, ([slice]) => {
        const endpoints = (field(slice, "endpoints") ?? []) as Json[];
        const endpoint = endpoints.find((one) => field(one, "targetRef", "name") === name);
        expect(field(endpoint, "conditions")).toMatchObject({ ready: false, serving: true, terminating: true });
      });
      const port = Number(field(going, "spec", "containers", 0, "ports", 0, "containerPort"));
      const [direct] = await cluster.request({ ...request, to: { pod: name }, port });
      expect(direct?.status).toBe(200);
      await eventually(cluster, pods(namespace, "web"), (found) =>
        expect(found.map(({ metadata }) => metadata.name)).not.toContain(name),
      );
      const seconds = (cluster.clock.now() - start) / 1000;
      expect(seconds).toBeGreaterThan(5.5);
      expect(seconds).toBeLessThan(15);
    });
  });
}
