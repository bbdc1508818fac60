import "#simulator/webernetes/node-resolver.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import { modelledFields } from "./modelled-fields.ts";
import { accountProofs, podAccountProofs } from "./testing/access.ts";
import { podProofs } from "./testing/pod.ts";
import { probeProofs } from "./testing/probe.ts";
import { serviceProofs } from "./testing/service.ts";
import type { Proof } from "./testing/stage.ts";
import { deploymentProofs, replicaSetProofs } from "./testing/workload.ts";

const { openSimulatedCluster } = await import("#clusters/simulated/cluster.ts");

const proofs: Record<string, Record<string, Proof>> = {
  "v1/Namespace": {},
  "v1/ConfigMap": {},
  "v1/Secret": {},
  "v1/ServiceAccount": accountProofs,
  "policy/v1/PodDisruptionBudget": {},
  "rbac.authorization.k8s.io/v1/Role": {},
  "rbac.authorization.k8s.io/v1/RoleBinding": {},
  "v1/Pod": { ...podProofs, ...podAccountProofs, ...probeProofs },
  "v1/Service": serviceProofs,
  "apps/v1/ReplicaSet": replicaSetProofs,
  "apps/v1/Deployment": deploymentProofs,
};

/**
 * What the contract suite proves, on a real cluster as well: kinds, names, namespaces and labels, settings in variables
 * and files, the end of a Pod, hooks, init containers, security contexts, budgets, rights, and where Pods are put. A template's spec is
 * proved as a Pod's.
 */
const provedElsewhere = new RegExp(
  [
    "^(apiVersion|kind)$",
    "^metadata\\.",
    "^(data|stringData|immutable)$",
    "^(rules|roleRef|subjects)$",
    "^spec\\.template\\.spec\\.",
    "^spec\\.containers\\[\\]\\.(env|envFrom|volumeMounts)\\[\\]\\.",
    "^spec\\.containers\\[\\]\\.lifecycle\\.",
    "^spec\\.containers\\[\\]\\.\\w+Probe\\.(grpc\\.|httpGet\\.scheme|terminationGracePeriodSeconds)",
    "^spec\\.initContainers\\[\\]\\.",
    "^spec\\.(containers\\[\\]\\.)?securityContext\\.",
    "^spec\\.volumes\\[\\]\\.",
    "^spec\\.affinity\\.(podAffinity|podAntiAffinity|nodeAffinity\\.preferred|.*\\.matchFields)",
    "^spec\\.topologySpreadConstraints\\[\\]\\.",
    "^spec\\.sessionAffinity$",
  ].join("|"),
);

const isProvedElsewhere = (kind: string, path: string): boolean =>
  provedElsewhere.test(path) || kind === "policy/v1/PodDisruptionBudget";

const timeout = 30_000;

describe.each(Object.entries(modelledFields))("what is said to be modelled: %s", { timeout }, (kind, fields) => {
  const modelled = Object.entries(fields).flatMap(([path, support]) =>
    (typeof support === "object" ? support.support : support) === "modelled" && !isProvedElsewhere(kind, path)
      ? [path]
      : [],
  );

  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await openSimulatedCluster({ workers: 2 });
  });
  afterAll(async () => {
    await cluster.close();
  });

  it("is proved field by field", () => {
    expect(Object.keys(proofs[kind]!).sort()).toEqual(modelled.sort());
  });

  const own = Object.entries(proofs[kind]!);
  // Some kinds have no field that only they have.
  if (own.length === 0) return;
  it.each(own)("%s", async (_, prove) => {
    const namespace = await cluster.createNamespace("proof", "baseline");
    await prove({ cluster, namespace });
    await cluster.deleteNamespace(namespace);
    await eventually(cluster, { apiVersion: "v1", kind: "Namespace", name: namespace }, (found) =>
      expect(found).toEqual([]),
    );
  });
});
