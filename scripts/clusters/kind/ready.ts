import pRetry from "p-retry";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { dns, proxies } from "#clusters/kubernetes/components.ts";
import { isTrue } from "#clusters/kubernetes/conditions.ts";
import { leases, silentHolders } from "#clusters/kubernetes/trouble.ts";
import { waitFor } from "#clusters/kubernetes/waiting.ts";
import type { ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { isSchedulable, repair } from "./repair.ts";

/** A control plane that was stopped answers about 8 s after its start. */
const answerMilliseconds = 30_000;
const readyMilliseconds = 120_000;

/**
 * Resolves when the API answers, all `nodes` nodes are Ready and schedulable, and control plane, CoreDNS and kube-proxy run; undoes what
 * labs left behind. Resolves with the API server's version; rejects with what is missing.
 */
export async function clusterReady(kubeconfig: string, nodes: number, signal: AbortSignal): Promise<string> {
  const cluster = await pRetry(async () => await openKubernetesCluster({ kubeconfig }), {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: answerMilliseconds,
    minTimeout: 250,
    maxTimeout: 1_000,
    signal,
  });
  const wait = async (expected: string, query: ObjectQuery, accept: (found: KubernetesObject[]) => boolean) =>
    await waitFor(cluster, query, accept, { expected, milliseconds: readyMilliseconds, signal });
  try {
    await repair(cluster);
    await Promise.all([
      wait(
        `${nodes} Ready and schedulable nodes`,
        { apiVersion: "v1", kind: "Node" },
        (found) => found.length === nodes && found.every((node) => isTrue(node, "Ready") && isSchedulable(node)),
      ),
      wait(
        "Every kubelet and controller renewing its Lease",
        leases,
        (all) => all.length > nodes && silentHolders(all).length === 0,
      ),
      wait(
        "The four programs of the control plane ready in kube-system",
        { apiVersion: "v1", kind: "Pod", namespace: "kube-system", labels: { tier: "control-plane" } },
        (found) => found.length >= 4 && found.every((pod) => isTrue(pod, "Ready")),
      ),
      wait("CoreDNS ready in kube-system", dns, ([found]) => hasAll(found, "spec.replicas", "status.readyReplicas")),
      wait("kube-proxy ready on every node", proxies, ([found]) =>
        hasAll(found, "status.desiredNumberScheduled", "status.numberReady"),
      ),
    ]);
    return cluster.version;
  } finally {
    await cluster.close();
  }
}

/** As many are ready as are wanted, and not zero of zero. */
function hasAll(object: KubernetesObject | undefined, wanted: string, ready: string): boolean {
  const [asked, there] = [wanted, ready].map((path) => numberAt(object, path));
  return asked !== undefined && asked > 0 && there === asked;
}

function numberAt(object: unknown, path: string): number | undefined {
  const found = path
    .split(".")
    .reduce((inner: unknown, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), object);
  return typeof found === "number" ? found : undefined;
}
