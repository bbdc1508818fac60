import { randomUUID } from "node:crypto";
import { waitForRight } from "#clusters/kubernetes/access.ts";
import type { Connection } from "#clusters/kubernetes/api/connection.ts";
import type { Discovery } from "#clusters/kubernetes/api/discovery.ts";
import { retried } from "#clusters/kubernetes/api/retry.ts";
import { waitFor } from "#clusters/kubernetes/waiting.ts";
import { type Cluster, RefusedError } from "#core/cluster.ts";
import type { KindName, KubernetesObject } from "#core/kubernetes/object.ts";
import type { PodSecurity } from "#core/kubernetes/pod-security/pod-security.ts";
import { limitRange, namespaceObject, quota } from "./objects.ts";
import { submitterMark, submitterOf, submitterRights } from "./submitter.ts";

const readyMilliseconds = 30_000;

/** With a dash and eight characters behind it, a name has at most 63. */
const longestPrefix = 54;

interface Needed {
  connection: Connection;
  discovery: Discovery;
  cluster: Pick<Cluster, "watch" | "clock" | "version" | "apply">;
}

/** Makes a namespace with a name that does not exist yet, and waits until Pods are not refused in it. */
export async function createNamespace(
  { connection, discovery, cluster }: Needed,
  { prefix, podSecurity, kinds }: { prefix: string; podSecurity: PodSecurity; kinds: readonly KindName[] },
): Promise<string> {
  // A name that the API chooses would be another one after an answer that was lost, and the first namespace stay for ever.
  const name = `${prefix.slice(0, longestPrefix)}-${randomUUID().slice(0, 8)}`;
  await cluster.apply(namespaceObject(name, podSecurity, cluster.version), "grader");
  const allow = async (): Promise<void> => {
    const rights = await submitterRights(discovery, name, kinds);
    await Promise.all(rights.map(async (object) => await cluster.apply(object, "grader")));
    await waitForRight(connection, cluster.clock, submitterOf(name), { ...submitterMark, namespace: name });
  };
  const limit = async (): Promise<void> => {
    await Promise.all([quota, limitRange].map(async (object) => await cluster.apply(object(name), "grader")));
    await waitForQuota(cluster, name);
  };
  await Promise.all([waitForServiceAccount(cluster, name), limit(), allow()]).catch(async (error: unknown) => {
    await deleteNamespace(connection, name);
    throw error;
  });
  return name;
}

/** Until the controller manager has counted once, a quota refuses everything: "status unknown for quota". */
async function waitForQuota(cluster: Needed["cluster"], namespace: string): Promise<void> {
  const { apiVersion, kind, metadata } = quota(namespace);
  const counted = ([found]: KubernetesObject[]): boolean => found?.status instanceof Object && "used" in found.status;
  await waitFor(cluster, { apiVersion, kind, namespace, name: metadata.name }, counted, {
    expected: `The ResourceQuota of the new namespace ${namespace} counted (by kube-controller-manager)`,
    milliseconds: readyMilliseconds,
  });
}

/**
 * Waits for what the controller manager puts into each namespace: without the ServiceAccount Pods are refused, without
 * the ConfigMap of the cluster's certificates they begin with a `FailedMount`.
 */
export async function waitForServiceAccount(cluster: Pick<Cluster, "watch" | "clock">, namespace: string) {
  const wait = async (kind: string, name: string): Promise<void> => {
    await waitFor(cluster, { apiVersion: "v1", kind, namespace, name }, (found) => found.length > 0, {
      expected: `The ${kind} ${name} in the new namespace ${namespace} (made by kube-controller-manager)`,
      milliseconds: readyMilliseconds,
    });
  };
  await Promise.all([wait("ServiceAccount", "default"), wait("ConfigMap", "kube-root-ca.crt")]);
}

/** Owners before what they own, so that nothing is made anew meanwhile. */
const workload = [
  ["/apis/apps/v1", "deployments"],
  ["/apis/batch/v1", "cronjobs"],
  ["/apis/apps/v1", "replicasets"],
  ["/apis/apps/v1", "statefulsets"],
  ["/apis/apps/v1", "daemonsets"],
  ["/apis/batch/v1", "jobs"],
  ["/api/v1", "replicationcontrollers"],
  ["/api/v1", "pods"],
] as const;

/** Deletes the workload without grace, then the namespace: half the time that the namespace alone would take. */
export async function deleteNamespace(connection: Connection, name: string): Promise<void> {
  const remove = async (path: string): Promise<void> => {
    await retried(async () => await connection.call({ method: "DELETE", path })).catch((error: unknown) => {
      // Gone already, or on its way (409 Conflict).
      if (!(error instanceof RefusedError && ["NotFound", "Conflict"].includes(error.reason))) throw error;
    });
  };
  for (const [group, resource] of workload) {
    await remove(`${group}/namespaces/${name}/${resource}?gracePeriodSeconds=0&propagationPolicy=Background`);
  }
  await remove(`/api/v1/namespaces/${name}`);
}
