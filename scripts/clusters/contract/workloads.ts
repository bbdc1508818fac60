import { describe, expect, it } from "vitest";
import { conditionStatus, deployment, field, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const deployments = (namespace: string) => ({ apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" });

function expectReady(found: KubernetesObject[], count: number): void {
  expect(found.map((pod) => [field(pod, "status", "phase"), conditionStatus(pod, "Ready")])).toEqual(
    Array.from({ length: count }, () => ["Running", "True"]),
  );
}

/** A Deployment, its ReplicaSet and its Pods. */
export function describeWorkloads(opened: () => Cluster): void {
  describe("workloads", () => {
    it("turns a Deployment into a ReplicaSet and three ready Pods that it owns", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "workloads");
      await cluster.apply(deployment(namespace, "web", { replicas: 3 }), "grader");
      const web = await eventuallyOne(cluster, deployments(namespace), (object) =>
        expect(object.status).toMatchObject({
          observedGeneration: 1,
          replicas: 3,
          updatedReplicas: 3,
          readyReplicas: 3,
          availableReplicas: 3,
        }),
      );
      expect(conditionStatus(web, "Available")).toBe("True");

      const replicaSets = await cluster.list({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace });
      expect(replicaSets).toMatchObject([
        {
          metadata: {
            name: expect.stringMatching(/^web-[a-z0-9]+$/),
            ownerReferences: [
              { apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: web.metadata.uid, controller: true },
            ],
          },
          status: { readyReplicas: 3 },
        },
      ]);
      const [replicaSet] = replicaSets;

      const found = await cluster.list(pods(namespace, "web"));
      expectReady(found, 3);
      for (const pod of found) {
        expect(pod.metadata.name).toMatch(/^web-[a-z0-9]+-[a-z0-9]{5}$/);
        expect(pod.metadata.ownerReferences).toMatchObject([
          {
            apiVersion: "apps/v1",
            kind: "ReplicaSet",
            name: replicaSet?.metadata.name,
            uid: replicaSet?.metadata.uid,
            controller: true,
          },
        ]);
        expect(pod.metadata.labels?.["pod-template-hash"]).toBe(replicaSet?.metadata.labels?.["pod-template-hash"]);
        expect(field(pod, "spec", "nodeName")).toEqual(expect.any(String));
        expect(field(pod, "status", "podIP")).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(field(pod, "status", "containerStatuses")).toMatchObject([
          { name: "web", ready: true, restartCount: 0, state: { running: {} } },
        ]);
      }
      expect(new Set(found.map((pod) => field(pod, "status", "podIP"))).size).toBe(3);
    });

    it("replaces a Pod that was deleted by one with another name", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "workloads");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      const before = await eventually(cluster, pods(namespace, "web"), (found) => expectReady(found, 2));
      const lost = before[0]!.metadata.name;
      await cluster.delete({ apiVersion: "v1", kind: "Pod", namespace, name: lost });
      const after = await eventually(cluster, pods(namespace, "web"), (found) => {
        expect(found.map((pod) => pod.metadata.name)).not.toContain(lost);
        expectReady(found, 2);
      });
      expect(after.map((pod) => pod.metadata.name)).toContain(before[1]!.metadata.name);
    });

    it("scales with the second apply", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "workloads");
      await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => expectReady(found, 1));
      await cluster.apply(deployment(namespace, "web", { replicas: 3 }), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => expectReady(found, 3));
      await cluster.apply(deployment(namespace, "web", { replicas: 0 }), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => expect(found).toEqual([]));
      const web = await eventuallyOne(cluster, deployments(namespace), (object) =>
        expect(object.status).toMatchObject({ observedGeneration: 3 }),
      );
      expect(web.status).not.toHaveProperty("readyReplicas");
    });

    it("rolls a new image out to every Pod, in a second ReplicaSet", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "workloads");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => expectReady(found, 2));
      await cluster.apply(deployment(namespace, "web", { replicas: 2, container: { image: "nginx:1.30" } }), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => {
        expectReady(found, 2);
        expect(found.map((pod) => field(pod, "spec", "containers", 0, "image"))).toEqual(["nginx:1.30", "nginx:1.30"]);
      });
      await eventuallyOne(cluster, deployments(namespace), (object) =>
        expect(object.status).toMatchObject({
          observedGeneration: 2,
          replicas: 2,
          updatedReplicas: 2,
          readyReplicas: 2,
        }),
      );
      expect(await cluster.list({ apiVersion: "apps/v1", kind: "ReplicaSet", namespace })).toHaveLength(2);
    });
  });
}
