import pRetry from "p-retry";
import type { ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { isTrue } from "#clusters/kubernetes/conditions.ts";
import { waitFor } from "#clusters/kubernetes/waiting.ts";

/** A control plane that was stopped answers about 8 s after its start. */
const answerMilliseconds = 30_000;
const readyMilliseconds = 120_000;

/** Resolves when the API answers, all `nodes` nodes are Ready and CoreDNS runs; rejects with what is missing. */
export async function clusterReady(kubeconfig: string, nodes: number, signal: AbortSignal): Promise<void> {
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
    await Promise.all([
      wait(
        `${nodes} Ready nodes`,
        { apiVersion: "v1", kind: "Node" },
        (found) => found.length === nodes && found.every((node) => isTrue(node, "Ready")),
      ),
      wait(
        "CoreDNS ready in kube-system",
        { apiVersion: "apps/v1", kind: "Deployment", namespace: "kube-system", name: "coredns" },
        ([found]) => found !== undefined && isReady(found),
      ),
    ]);
  } finally {
    await cluster.close();
  }
}

/** Every replica that is asked for is ready, and not zero of zero. */
function isReady({ spec, status }: KubernetesObject): boolean {
  const wanted: unknown = spec instanceof Object ? Reflect.get(spec, "replicas") : undefined;
  const ready: unknown = status instanceof Object ? Reflect.get(status, "readyReplicas") : undefined;
  return typeof wanted === "number" && wanted > 0 && ready === wanted;
}
