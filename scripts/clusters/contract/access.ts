import { describe, expect, it } from "vitest";
import { freshNamespace } from "#clusters/testing/waiting.ts";
import { UnsupportedError, type Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const rbac = "rbac.authorization.k8s.io";

/** Lets the ServiceAccount `reader` list Pods and read their logs. */
function rights(namespace: string): KubernetesObject[] {
  const metadata = { name: "read-pods", namespace };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "reader", namespace } },
    {
      apiVersion: `${rbac}/v1`,
      kind: "Role",
      metadata,
      rules: [
        { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] },
        { apiGroups: ["apps"], resources: ["deployments"], resourceNames: ["web"], verbs: ["get"] },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      subjects: [{ kind: "ServiceAccount", name: "reader", namespace }],
      roleRef: { apiGroup: rbac, kind: "Role", name: "read-pods" },
    },
  ];
}

/** What a ServiceAccount may do, where the cluster has rights at all: the simulated one must say that it has none. */
export function describeAccess(opened: () => Cluster): void {
  describe("access", () => {
    it("tells what a ServiceAccount may do by the Roles that were written a moment before", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "access");
      const may = async (verb: string, resource: string, more: { namespace?: string; name?: string } = { namespace }) =>
        (await cluster.authorize({ serviceAccount: { namespace, name: "reader" }, verb, resource, ...more })).allowed;
      if (cluster.kind === "simulated") {
        await expect(may("list", "pods")).rejects.toBeInstanceOf(UnsupportedError);
        return;
      }
      expect(await may("list", "pods")).toBe(false);
      await Promise.all(rights(namespace).map(async (object) => await cluster.apply(object, "grader")));
      expect(
        await Promise.all([
          may("list", "pods"),
          may("get", "pods/log"),
          may("get", "deployments.apps", { namespace, name: "web" }),
        ]),
      ).toEqual([true, true, true]);
      expect(
        await Promise.all([
          may("delete", "pods"),
          may("list", "secrets"),
          may("get", "pods/status"),
          may("get", "deployments.apps"),
          may("get", "deployments.apps", { namespace, name: "other" }),
          may("list", "pods", {}),
          may("list", "pods", { namespace: "default" }),
        ]),
      ).toEqual([false, false, false, false, false, false, false]);
      await cluster.delete({ apiVersion: `${rbac}/v1`, kind: "RoleBinding", namespace, name: "read-pods" });
      expect(await may("list", "pods")).toBe(false);
    });
  });
}
