import { describe, expect, it } from "vitest";
import { pod } from "#clusters/testing/objects.ts";
import { freshNamespace } from "#clusters/testing/waiting.ts";
import { type Cluster, RefusedError } from "#core/cluster.ts";
import type { PolicyRule } from "#core/kubernetes/generated/types.d.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { rightsBeyond, rightText } from "#core/kubernetes/rbac/rights.ts";

const rbac = "rbac.authorization.k8s.io";

function account(namespace: string): KubernetesObject {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "reader", namespace } };
}

function role(namespace: string, rules: PolicyRule[]): KubernetesObject {
  return { apiVersion: `${rbac}/v1`, kind: "Role", metadata: { name: "read-pods", namespace }, rules };
}

function binding(namespace: string, subject: object, roleRef = { kind: "Role", name: "read-pods" }): KubernetesObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name: roleRef.name, namespace },
    subjects: [subject],
    roleRef: { apiGroup: rbac, ...roleRef },
  };
}

const reader = { kind: "ServiceAccount", name: "reader" };
const everyAccount = { kind: "Group", name: "system:serviceaccounts", apiGroup: rbac };
const readPods: PolicyRule[] = [
  { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] },
  { apiGroups: ["apps"], resources: ["deployments"], resourceNames: ["web"], verbs: ["get"] },
];

/** What ServiceAccounts may do, and what Pods that run as them are told. */
export function describeAccess(opened: () => Cluster): void {
  describe("access", () => {
    it("tells what a ServiceAccount may do by the Roles that were written a moment before", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "access");
      const may = async (verb: string, resource: string, more: { namespace?: string; name?: string } = { namespace }) =>
        (await cluster.authorize({ serviceAccount: { namespace, name: "reader" }, verb, resource, ...more })).allowed;
      expect(await may("list", "pods")).toBe(false);
      await apply(cluster, account(namespace), role(namespace, readPods), binding(namespace, reader));
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

    it("knows no resource that Kubernetes does not have, so that nobody asks for it in vain", async () => {
      const cluster = opened();
      const ask = async (resource: string) =>
        await cluster.authorize({ serviceAccount: { namespace: "default", name: "default" }, verb: "list", resource });
      for (const resource of ["deployment.apps", "deployments", "pod", "Pods"]) {
        await expect(ask(resource)).rejects.toThrow(`The API has no resource "${resource}": expected its plural`);
      }
      for (const resource of [
        "endpoints",
        "ingresses.networking.k8s.io",
        "networkpolicies.networking.k8s.io",
        "pods/log",
      ]) {
        expect(await ask(resource)).toMatchObject({ allowed: false });
      }
    });

    it("lists all rules of a ServiceAccount: its own, those of its groups, and what everybody has", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "access");
      const more = async (name: string) => {
        const rules = async (where: string) => await cluster.rules({ namespace, name }, where);
        const [here, everywhere] = await Promise.all([rules(namespace), rules("a-namespace-without-bindings")]);
        return rightsBeyond(here, everywhere).map(rightText);
      };
      expect(await more("reader")).toEqual([]);
      const everybody = await cluster.rules({ namespace, name: "reader" }, namespace);
      expect(rightsBeyond([{ nonResourceURLs: ["/livez", "/version"], verbs: ["get"] }], everybody)).toEqual([]);

      await apply(cluster, account(namespace), role(namespace, readPods), binding(namespace, reader));
      const own = ["get pods", "get pods/log", "list pods", "list pods/log", "get deployments.apps web"];
      // The API server hears of new roles and bindings a moment later.
      const soon = (name: string) => expect.poll(async () => (await more(name)).sort(), { timeout: 10_000 });
      await soon("reader").toEqual(own.sort());
      expect(await more("stranger")).toEqual([]);
      expect(await more("default")).toEqual([]);

      await apply(cluster, binding(namespace, everyAccount, { kind: "ClusterRole", name: "system:node-proxier" }));
      await soon("stranger").toContain("watch services");
      await apply(cluster, binding(namespace, reader, { kind: "ClusterRole", name: "not-there" }));
      await soon("reader").toContain("get deployments.apps web");
    });

    it("has the roles that Kubernetes brings along", async () => {
      const cluster = opened();
      const roles = await cluster.list({ apiVersion: `${rbac}/v1`, kind: "ClusterRole" });
      expect(roles.map(({ metadata }) => metadata.name)).toEqual(
        expect.arrayContaining(["admin", "cluster-admin", "edit", "system:discovery", "view"]),
      );
      const [view] = await cluster.list({ apiVersion: `${rbac}/v1`, kind: "ClusterRole", name: "view" });
      const secrets = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }];
      expect(rightsBeyond(secrets, view!["rules"] as PolicyRule[]).map(rightText)).toEqual(["get secrets"]);
    });

    it("refuses a Pod whose ServiceAccount is not there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "access");
      const applied = cluster.apply(pod(namespace, "web", { spec: { serviceAccountName: "reader" } }), "grader");
      await expect(applied).rejects.toMatchObject({
        name: "RefusedError",
        reason: "Forbidden",
        message: `pods "web" is forbidden: error looking up service account ${namespace}/reader: serviceaccount "reader" not found`,
      });
    });

    it("answers a Pod by the rights of its account", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "access");
      await apply(cluster, account(namespace), role(namespace, readPods), binding(namespace, reader));
      const file = "/var/run/secrets/kubernetes.io/serviceaccount";
      const ask = (path: string, token: string) =>
        `curl -s -o /dev/null -w '%{http_code}\\n' --cacert ${file}/ca.crt -H "Authorization: Bearer ${token}" ` +
        `https://kubernetes.default.svc${path}`;
      const list = `/api/v1/namespaces/${namespace}`;
      const script = [
        ask(`${list}/pods`, `$(cat ${file}/token)`),
        ask(`${list}/secrets`, `$(cat ${file}/token)`),
        ask("/api/v1/namespaces/default/pods", `$(cat ${file}/token)`),
        ask(`${list}/pods`, "nobody"),
        "sleep infinity",
      ].join("; ");
      const container = { image: "curlimages/curl:8.17.0", command: ["sh", "-c", script], ports: [] };
      await cluster.apply(pod(namespace, "client", { container, spec: { serviceAccountName: "reader" } }), "grader");
      await expect.poll(async () => await logsOf(cluster, namespace), { timeout: 60_000 }).toBe("200\n403\n403\n401\n");
    });
  });
}

async function apply(cluster: Cluster, ...objects: KubernetesObject[]): Promise<void> {
  await Promise.all(objects.map(async (object) => await cluster.apply(object, "grader")));
}

/** What the Pod has written; nothing while it starts. In a simulated cluster time passes only while somebody waits. */
async function logsOf(cluster: Cluster, namespace: string): Promise<string> {
  await cluster.clock.sleep(500);
  return await cluster.logs({ namespace, pod: "client" }).catch((error: unknown) => {
    if (error instanceof RefusedError) return "";
    throw error;
  });
}
