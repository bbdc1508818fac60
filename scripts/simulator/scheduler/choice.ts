import { tolerates } from "#core/kubernetes/taints.ts";
import { preferredWeight } from "./node-affinity.ts";
import type { OccupiedNode, SchedulableNode, SchedulablePod, SpreadConstraint } from "./objects.ts";
import { affinityScores } from "./pod-affinity.ts";
import { balancedScore, leastAllocatedScore } from "./resources.ts";
import { spreadScores } from "./topology-spread.ts";

/**
 * The node, of those that can take the Pod, that kube-scheduler gives the most points with its default plugins and their
 * weights. Where several have them all, the real one throws dice; here the first wins. `fallback` are the spread
 * constraints of a Pod that has none of its own.
 */
export function chooseNode(
  pod: SchedulablePod,
  feasible: OccupiedNode[],
  all: OccupiedNode[],
  fallback: SpreadConstraint[],
): SchedulableNode | undefined {
  const weighted: [weight: number, scores: number[]][] = [
    [3, shareOfMost(feasible.map(({ node }) => unwelcome(pod, node))).map((score) => 100 - score)],
    [2, shareOfMost(feasible.map(({ node }) => preferredWeight(pod, node)))],
    [2, spreadScores(pod, feasible, all, fallback)],
    [2, affinityScores(pod, feasible, all)],
    [1, feasible.map((one) => leastAllocatedScore(pod, one))],
    [1, feasible.map((one) => balancedScore(pod, one))],
  ];
  const totals = feasible.map((_, index) =>
    weighted.reduce((sum, [weight, scores]) => sum + weight * scores[index]!, 0),
  );
  return feasible[totals.indexOf(Math.max(...totals))]?.node;
}

/** How many taints of the node ask not to be chosen by a Pod such as this. */
function unwelcome({ spec }: SchedulablePod, node: SchedulableNode): number {
  const soft = (node.spec?.taints ?? []).filter(({ effect }) => effect === "PreferNoSchedule");
  return soft.filter((taint) => !(spec.tolerations ?? []).some((one) => tolerates(one, taint))).length;
}

/** Each value in percent of the greatest. */
function shareOfMost(values: number[]): number[] {
  const most = Math.max(...values);
  return values.map((value) => (most === 0 ? 0 : Math.floor((100 * value) / most)));
}
