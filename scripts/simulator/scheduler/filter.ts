import { matchesNodeAffinity } from "./node-affinity.ts";
import type { SchedulableNode, SchedulablePod } from "./objects.ts";
import { shortages } from "./resources.ts";
import { toleratesTaints } from "./taints.ts";

/** Why a Pod cannot go to a node. */
export interface Rejection {
  /** In the scheduler's words. */
  reasons: string[];
  /** Whether it could go there if other Pods went away. */
  preemptionHelps: boolean;
}

export interface Filtered {
  feasible: SchedulableNode[];
  /** One for each other node. */
  rejections: Rejection[];
}

/** Sorts the nodes into those that the Pod can go to and those that it cannot; `pods` are all Pods of the cluster. */
export function filterNodes(pod: SchedulablePod, nodes: SchedulableNode[], pods: SchedulablePod[]): Filtered {
  const feasible: SchedulableNode[] = [];
  const rejections: Rejection[] = [];
  for (const node of nodes) {
    const rejection = reject(pod, node, podsOn(node, pods));
    if (rejection) rejections.push(rejection);
    else feasible.push(node);
  }
  return { feasible, rejections };
}

/** The Pods that take room on a node: those that have not ended. */
export function podsOn(node: SchedulableNode, pods: SchedulablePod[]): SchedulablePod[] {
  const ended = new Set<string | undefined>(["Succeeded", "Failed"]);
  return pods.filter(({ spec, status }) => spec.nodeName === node.metadata.name && !ended.has(status?.phase));
}

/** The first of the scheduler's filters that refuses decides, in the order of kube-scheduler's default plugins. */
function reject(pod: SchedulablePod, node: SchedulableNode, onNode: SchedulablePod[]): Rejection | undefined {
  const cordoned = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
  if (node.spec?.unschedulable && !toleratesTaints(pod, [cordoned])) return hopeless("node(s) were unschedulable");
  if (!toleratesTaints(pod, node.spec?.taints ?? [])) return hopeless("node(s) had untolerated taint(s)");
  if (!matchesNodeAffinity(pod, node)) return hopeless("node(s) didn't match Pod's node affinity/selector");
  const short = shortages(pod, node, onNode);
  if (short.length === 0) return undefined;
  return {
    reasons: short.map(({ resource }) => (resource === "pods" ? "Too many pods" : `Insufficient ${resource}`)),
    preemptionHelps: short.every((shortage) => !shortage.hopeless),
  };
}

function hopeless(reason: string): Rejection {
  return { reasons: [reason], preemptionHelps: false };
}
