import { type Cluster, RefusedError } from "#core/cluster.ts";
import type { Context } from "#core/context.ts";
import { remember } from "#core/disturbances.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { nodeOf } from "#core/kubernetes/nodes.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** The pause between two rounds of evictions, in milliseconds. */
const PAUSE = 500;

/** Marks a node as unschedulable. */
export async function cordon({ cluster, disturbances }: Context, name: string): Promise<void> {
  const node = { apiVersion: "v1", kind: "Node", name };
  const undo = () => cluster.patch(node, { spec: { unschedulable: null } });
  remember(disturbances, { what: `node ${name} is cordoned`, kind: "cordoned", undo });
  await cluster.patch(node, { spec: { unschedulable: true } });
}

/**
 * Cordons a node and evicts its Pods until they are gone; a mismatch for one that is still there after `within`
 * milliseconds. As `kubectl drain` does it, with --ignore-daemonsets, --force and --delete-emptydir-data:
 * https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/
 */
export async function drain(
  context: Context,
  node: string,
  within: number,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  const { cluster } = context;
  await cordon(context, node);
  const end = cluster.clock.now() + within;
  let left: KubernetesObject[] = [];
  for (;;) {
    // One may have been on its way to the node when it was cordoned.
    if (left.length === 0) left = await evictablePods(cluster, node);
    const [first] = left;
    if (!first) return undefined;
    const refusals: Mismatch[] = [];
    for (const pod of left) {
      const refusal = await evict(cluster, pod);
      if (refusal !== undefined) refusals.push({ ...mismatchOf(pod), actual: refusal });
    }
    if (cluster.clock.now() >= end) return refusals[0] ?? { ...mismatchOf(first), actual: "it is still ending" };
    await cluster.clock.sleep(PAUSE, signal);
    left = (await Promise.all(left.map((pod) => stillThere(cluster, pod)))).flat();
  }
}

function mismatchOf({ metadata }: KubernetesObject): Mismatch {
  return { object: `Pod/${metadata.name}`, path: "", expected: "evicted from its node" };
}

async function evictablePods(cluster: Cluster, node: string): Promise<KubernetesObject[]> {
  const pods = await cluster.list({ apiVersion: "v1", kind: "Pod" });
  return pods.filter((pod) => nodeOf(pod) === node && isEvictable(pod));
}

/** The Pod as it is now, or none: one of the same name elsewhere is another. */
async function stillThere(cluster: Cluster, { metadata }: KubernetesObject): Promise<KubernetesObject[]> {
  const { namespace, name, uid } = metadata;
  const found = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace, name });
  return found.filter((pod) => pod.metadata.uid === uid);
}

/** A DaemonSet's Pods would come back at once, and mirror Pods belong to the kubelet, which runs them from files. */
function isEvictable({ metadata }: KubernetesObject): boolean {
  const controller = metadata.ownerReferences?.find((owner) => owner.controller);
  return controller?.kind !== "DaemonSet" && metadata.annotations?.["kubernetes.io/config.mirror"] === undefined;
}

/** A Pod goes with its namespace; an eviction would be a new object there, and is forbidden. */
function isWithItsNamespace({ reason, message }: RefusedError): boolean {
  return reason === "Forbidden" && message.includes("is being terminated");
}

/** Why the Pod may not be evicted now; nothing if it is on its way. */
async function evict(cluster: Cluster, { metadata }: KubernetesObject): Promise<string | undefined> {
  if (metadata.deletionTimestamp !== undefined) return undefined;
  try {
    await cluster.evict({ namespace: metadata.namespace ?? "default", name: metadata.name });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.reason === "TooManyRequests") return error.message;
    if (error.reason === "NotFound" || isWithItsNamespace(error)) return undefined;
    throw error;
  }
}
