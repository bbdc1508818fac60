import { describe, expect, it } from "vitest";
import { configMap, deployment, pods, service } from "#clusters/testing/objects.ts";
import { eventually, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";

const settings = (namespace: string) => ({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" });
const web = (namespace: string) => ({ apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" });

/** Objects that are changed in part, and objects that the submitter applies. */
export function describeChanges(opened: () => Cluster): void {
  describe("changes", () => {
    it("merges a patch into an object: adds, replaces, and takes away what is null", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "changes");
      await cluster.apply(configMap(namespace, "settings", { tier: "front" }), "grader");
      const patched = await cluster.patch(settings(namespace), {
        metadata: { labels: { tier: null, zone: "north" } },
        data: { size: "small" },
      });
      expect(patched).toMatchObject({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "settings", namespace, labels: { zone: "north" } },
        data: { color: "blue", size: "small" },
      });
      expect(patched.metadata.labels).not.toHaveProperty("tier");
      expect(await cluster.list(settings(namespace))).toMatchObject([{ data: { color: "blue", size: "small" } }]);
    });

    it("lets the controllers see a patch", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "changes");
      await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "grader");
      const patched = await cluster.patch(web(namespace), { spec: { replicas: 2 } });
      expect(patched).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 2 } });
      await eventually(cluster, pods(namespace, "web"), (found) => expect(found).toHaveLength(2));
    });

    it("refuses a patch that makes an object invalid, or of one that is not there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "changes");
      await cluster.apply(deployment(namespace, "web"), "grader");
      await expect(cluster.patch(web(namespace), { spec: { replicas: -1 } })).rejects.toMatchObject({
        name: "RefusedError",
        reason: "Invalid",
        message: expect.stringContaining("spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
      });
      await expect(cluster.patch(settings(namespace), { data: { color: "red" } })).rejects.toMatchObject({
        name: "RefusedError",
        reason: "NotFound",
        message: 'configmaps "settings" not found',
      });
    });

    it("takes from the submitter what he may write", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "changes", ["apps/v1/Deployment", "v1/Service"]);
      const created = await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "submitter");
      expect(created).toMatchObject({ metadata: { name: "web", namespace, generation: 1 }, spec: { replicas: 1 } });
      const updated = await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "submitter");
      expect(updated).toMatchObject({ metadata: { uid: created.metadata.uid, generation: 2 } });
      await cluster.apply(service(namespace, "web", "web", 80), "submitter");
      await eventually(cluster, pods(namespace, "web"), (found) => expect(found).toHaveLength(2));
    });

    it("refuses what is wrong with the submitter's object as it does the grader's", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "changes", ["apps/v1/Deployment"]);
      const mismatched = deployment(namespace, "web", { labels: { app: "other" } });
      await expect(cluster.apply(mismatched, "submitter")).rejects.toMatchObject({
        name: "RefusedError",
        reason: "Invalid",
        message: expect.stringContaining("`selector` does not match template `labels`"),
      });
    });
  });
}
