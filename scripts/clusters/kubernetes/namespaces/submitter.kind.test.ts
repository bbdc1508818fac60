import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { configMap, deployment, pod } from "#clusters/testing/objects.ts";
import type { Cluster } from "#core/cluster.ts";

const rbac = "rbac.authorization.k8s.io/v1";

describeWithKubernetes("the submitter", (open) => {
  let cluster: Cluster;
  let namespace = "";
  let withRoles = "";

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("submitter", "baseline", [
      "apps/v1/Deployment",
      "v1/Service",
      "v1/Pod",
      "v1/Node",
    ]);
    withRoles = await cluster.createNamespace("submitter", "baseline", [`${rbac}/Role`, `${rbac}/RoleBinding`]);
  });

  afterAll(async () => {
    for (const name of [namespace, withRoles]) await cluster.deleteNamespace(name);
    await cluster.close();
  });

  const refused = async (object: Parameters<Cluster["apply"]>[0], message: RegExp) =>
    await expect(cluster.apply(object, "submitter")).rejects.toMatchObject({
      name: "RefusedError",
      reason: "Forbidden",
      message: expect.stringMatching(message),
    });

  it.concurrent.each([
    [
      "a kind that the lab does not allow",
      () => configMap(namespace, "settings"),
      /cannot (create|patch) resource "configmaps"/,
    ],
    [
      "an allowed kind in another namespace",
      () => deployment("default", "web"),
      /cannot (create|patch) resource "deployments"/,
    ],
    [
      "an allowed kind in another grade's namespace",
      () => deployment(withRoles, "web"),
      /cannot (create|patch) resource "deployments"/,
    ],
    [
      "a kind without namespaces, although the lab names it",
      () => ({ apiVersion: "v1", kind: "Node", metadata: { name: "mine", namespace } }),
      /cannot (create|patch) resource "nodes"/,
    ],
    [
      "a Namespace",
      () => ({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace, namespace, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
      }),
      /cannot (create|patch) resource "namespaces"/,
    ],
    [
      "a Role where the lab has none",
      () => ({ apiVersion: rbac, kind: "Role", metadata: { name: "all", namespace }, rules: [] }),
      /cannot (create|patch) resource "roles"/,
    ],
    [
      "a ClusterRole, although Roles are allowed",
      () => ({ apiVersion: rbac, kind: "ClusterRole", metadata: { name: "all", namespace: withRoles }, rules: [] }),
      /cannot (create|patch) resource "clusterroles"/,
    ],
  ])("may not write %s", async (_, object, message) => await refused(object(), message));

  it("is held to Pod security and to the quota", async () => {
    const container = { securityContext: { privileged: true } };
    await refused(pod(namespace, "root", { container }), /violates PodSecurity "baseline:v1\.\d+": privileged/);
    await refused(
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "costly", namespace },
        spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] },
      },
      /exceeded quota: checkride, requested: services\.loadbalancers=1, used: services\.loadbalancers=0, limited: services\.loadbalancers=0/,
    );
  });

  it("may give away more than he has where the lab is about rights", async () => {
    const metadata = { name: "all", namespace: withRoles };
    const rules = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
    await cluster.apply({ apiVersion: rbac, kind: "Role", metadata, rules }, "submitter");
    const subjects = [{ kind: "ServiceAccount", name: "default", namespace: withRoles }];
    for (const [name, kind] of [
      ["all", "Role"],
      ["admin", "ClusterRole"],
    ] as const) {
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind, name };
      const binding = { apiVersion: rbac, kind: "RoleBinding", metadata: { ...metadata, name }, subjects, roleRef };
      await cluster.apply(binding, "submitter");
    }
    const question = { serviceAccount: { namespace: withRoles, name: "default" }, verb: "delete", resource: "secrets" };
    expect(await cluster.authorize({ ...question, namespace: withRoles })).toMatchObject({ allowed: true });
    expect(await cluster.authorize({ ...question, namespace: "default" })).toMatchObject({ allowed: false });
  });

  it("creates what kubectl creates and server-side apply refuses: a variable and a port twice", async () => {
    const twice = pod(namespace, "twice", {
      container: {
        env: [
          { name: "PORT", value: "80" },
          { name: "PORT", value: "81" },
        ],
        ports: [{ containerPort: 80 }, { containerPort: 80 }],
      },
    });
    await expect(cluster.apply(twice, "submitter")).resolves.toMatchObject({ metadata: { name: "twice" } });
  });

  it("changes what is there already", async () => {
    const selector = (app: string) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "again", namespace },
      spec: { selector: { app }, ports: [{ port: 80 }] },
    });
    await cluster.apply(selector("one"), "submitter");
    await expect(cluster.apply(selector("two"), "submitter")).resolves.toMatchObject({
      spec: { selector: { app: "two" } },
    });
  });
});
