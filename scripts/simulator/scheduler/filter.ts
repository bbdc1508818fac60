import { toleratesTaints } from "#core/kubernetes/taints.ts";
import { matchesNodeAffinity } from "./node-affinity.ts";
import { occupy, type OccupiedNode, type SchedulableNode, type SchedulablePod } from "./objects.ts";
import { affinityRefusal } from "./pod-affinity.ts";
import { shortages } from "./resources.ts";
import { spreadRefusal } from "./topology-spread.ts";

/** Why a Pod cannot go to a node. */
export interface Rejection {
  /** In the scheduler's words. */
  reasons: string[];
  /** Whether it could go there if other Pods went away. */
  preemptionHelps: boolean;
}

export interface Filtered {
  feasible: OccupiedNode[];
  /** One for each other node. */
  rejections: Rejection[];
}

/** Sorts the nodes into those that the Pod can go to and those that it cannot; `pods` are all Pods of the cluster. */
export function filterNodes(pod: SchedulablePod, nodes: SchedulableNode[], pods: SchedulablePod[]): Filtered {
  const occupied = occupy(nodes, pods);
  const feasible: OccupiedNode[] = [];
  const rejections: Rejection[] = [];
  for (const one of occupied) {
    const rejection = reject(pod, one, occupied);
    if (rejection) rejections.push(rejection);
    else feasible.push(one);
  }
  return { feasible, rejections };
}

/** The first of the scheduler's filters that refuses decides, in the order of kube-scheduler's default plugins. */
function reject(pod: SchedulablePod, { node, pods }: OccupiedNode, all: OccupiedNode[]): Rejection | undefined {
  const cordoned = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
  if (node.spec?.unschedulable && !toleratesTaints(pod, [cordoned])) return hopeless("node(s) were unschedulable");
  if (!toleratesTaints(pod, node.spec?.taints ?? [])) return hopeless("node(s) had untolerated taint(s)");
  if (!matchesNodeAffinity(pod, node)) return hopeless("node(s) didn't match Pod's node affinity/selector");
  const short = shortages(pod, node, pods);
  if (short.length > 0) {
    return {
      reasons: short.map(({ resource }) => (resource === "pods" ? "Too many pods" : `Insufficient ${resource}`)),
      preemptionHelps: short.every((shortage) => !shortage.hopeless),
    };
  }
  const refusal = spreadRefusal(pod, node, all) ?? affinityRefusal(pod, node, all);
  return refusal && { reasons: [refusal.reason], preemptionHelps: refusal.preemptionHelps };
}

function hopeless(reason: string): Rejection {
  return { reasons: [reason], preemptionHelps: false };
}
