import { describe, expect, it } from "vitest";
import { configMap, deployment, pods } from "#clusters/testing/objects.ts";
import { eventually, freshNamespace } from "#clusters/testing/waiting.ts";
import { RefusedError, type Cluster } from "#core/cluster.ts";

const configMaps = { apiVersion: "v1", kind: "ConfigMap" };
const names = (objects: { metadata: { name: string } }[]) => objects.map((object) => object.metadata.name);

/** Namespaces, apply, list and delete. */
export function describeStore(opened: () => Cluster): void {
  describe("store", () => {
    it("has a version and three nodes, one of them the control plane", async () => {
      expect(opened().version).toMatch(/^v1\.\d+\.\d+/);
      const nodes = await opened().list({ apiVersion: "v1", kind: "Node" });
      expect(nodes).toHaveLength(3);
      const controlPlane = await opened().list({
        apiVersion: "v1",
        kind: "Node",
        labels: { "node-role.kubernetes.io/control-plane": "" },
      });
      expect(controlPlane).toHaveLength(1);
    });

    it("makes a fresh namespace each time, ready for Pods", async () => {
      const cluster = opened();
      const [first, second] = await Promise.all([
        cluster.createNamespace("store", "baseline"),
        cluster.createNamespace("store", "baseline"),
      ]);
      expect(first).toMatch(/^store-[a-z0-9]+$/);
      expect(second).toMatch(/^store-[a-z0-9]+$/);
      expect(first).not.toBe(second);
      const accounts = await cluster.list({ apiVersion: "v1", kind: "ServiceAccount", namespace: first });
      expect(names(accounts)).toEqual(["default"]);
      await cluster.deleteNamespace(first);
      await cluster.deleteNamespace(second);
    });

    it("deletes a namespace with what is in it, and one that is gone is no error", async () => {
      const cluster = opened();
      const namespace = await cluster.createNamespace("store", "baseline");
      await cluster.apply(deployment(namespace, "web"), "grader");
      await eventually(cluster, pods(namespace, "web"), (found) => expect(found).toHaveLength(1));
      await cluster.deleteNamespace(namespace);
      await eventually(cluster, { apiVersion: "v1", kind: "Namespace", name: namespace }, (found) =>
        expect(found).toEqual([]),
      );
      expect(await cluster.list({ apiVersion: "apps/v1", kind: "Deployment", namespace })).toEqual([]);
      await cluster.deleteNamespace(namespace);
    });

    it("creates on the first apply and updates on the second", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "store");
      const created = await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "grader");
      expect(created).toMatchObject({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: {
          name: "web",
          namespace,
          uid: expect.any(String),
          resourceVersion: expect.any(String),
          creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          generation: 1,
        },
        spec: { replicas: 1, strategy: { type: "RollingUpdate" } },
      });
      const updated = await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      expect(updated).toMatchObject({
        metadata: { uid: created.metadata.uid, generation: 2 },
        spec: { replicas: 2 },
      });
    });

    it("takes away on the second apply what the first had set", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "store");
      await cluster.apply(configMap(namespace, "settings", { tier: "front" }), "grader");
      const updated = await cluster.apply({ ...configMap(namespace, "settings"), data: { size: "small" } }, "grader");
      expect(updated).toMatchObject({ data: { size: "small" } });
      expect(updated["data"]).not.toHaveProperty("color");
      expect(updated.metadata.labels ?? {}).toEqual({});
    });

    it("refuses an invalid object with the API's reason", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "store");
      const mismatched = cluster.apply(deployment(namespace, "web", { labels: { app: "other" } }), "grader");
      await expect(mismatched).rejects.toBeInstanceOf(RefusedError);
      await expect(mismatched).rejects.toMatchObject({
        reason: "Invalid",
        message: expect.stringContaining("`selector` does not match template `labels`"),
      });
      await expect(cluster.apply(configMap(namespace, "Not_A_Name"), "grader")).rejects.toMatchObject({
        name: "RefusedError",
        reason: "Invalid",
        message: expect.stringContaining("a lowercase RFC 1123 subdomain must consist of"),
      });
      expect(await cluster.list({ apiVersion: "apps/v1", kind: "Deployment", namespace })).toEqual([]);
    });

    it("refuses an object for a namespace that is not there", async () => {
      await expect(opened().apply(configMap("not-there", "settings"), "grader")).rejects.toMatchObject({
        name: "RefusedError",
        reason: "NotFound",
        message: 'namespaces "not-there" not found',
      });
    });

    it("lists by name and by labels, ordered by name, in one namespace", async () => {
      const cluster = opened();
      const [namespace, other] = await Promise.all([
        freshNamespace(cluster, "store"),
        freshNamespace(cluster, "store"),
      ]);
      await cluster.apply(configMap(namespace, "b", { tier: "front", zone: "north" }), "grader");
      await cluster.apply(configMap(namespace, "a", { tier: "front" }), "grader");
      await cluster.apply(configMap(namespace, "c", { tier: "back" }), "grader");
      await cluster.apply(configMap(other, "d", { tier: "front" }), "grader");
      const list = async (query: object) => names(await cluster.list({ ...configMaps, namespace, ...query }));

      expect((await list({})).filter((name) => name !== "kube-root-ca.crt")).toEqual(["a", "b", "c"]);
      expect(await list({ labels: { tier: "front" } })).toEqual(["a", "b"]);
      expect(await list({ labels: { tier: "front", zone: "north" } })).toEqual(["b"]);
      expect(await list({ name: "c" })).toEqual(["c"]);
      expect(await list({ name: "c", labels: { tier: "front" } })).toEqual([]);
      expect(await list({ name: "d" })).toEqual([]);
      expect(await cluster.list({ ...configMaps, namespace, name: "c" })).toMatchObject([
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace, labels: { tier: "back" } } },
      ]);
    });

    it("deletes an object, and one that is gone is no error", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "store");
      await cluster.apply(configMap(namespace, "settings"), "grader");
      await cluster.delete({ ...configMaps, namespace, name: "settings" });
      expect(await cluster.list({ ...configMaps, namespace, name: "settings" })).toEqual([]);
      await cluster.delete({ ...configMaps, namespace, name: "settings" });
    });

    it("has a clock whose sleep ends after its time, or with the signal's reason", async () => {
      const { clock } = opened();
      const before = clock.now();
      await clock.sleep(50);
      expect(clock.now() - before).toBeGreaterThanOrEqual(49);
      const over = new AbortController();
      const sleeping = clock.sleep(3_600_000, over.signal);
      const reason = new Error("enough");
      over.abort(reason);
      await expect(sleeping).rejects.toBe(reason);
      await expect(clock.sleep(3_600_000, over.signal)).rejects.toBe(reason);
    });
  });
}
