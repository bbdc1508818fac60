import { podsOn } from "./filter.ts";
import type { SchedulableNode, SchedulablePod } from "./objects.ts";
import { requestedBy } from "./resources.ts";

/**
 * The node, of those that can take the Pod, that kube-scheduler would most likely choose: where fewest Pods of the same
 * owner are, then where least is requested, then where fewest Pods are. Where the real one throws dice, the first wins.
 */
export function chooseNode(
  pod: SchedulablePod,
  feasible: SchedulableNode[],
  pods: SchedulablePod[],
): SchedulableNode | undefined {
  const owners = new Set((pod.metadata.ownerReferences ?? []).map(({ uid }) => uid));
  const load = (node: SchedulableNode): number[] => {
    const onNode = podsOn(node, pods);
    const requested = requestedBy(onNode);
    const siblings = onNode.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => owners.has(uid)));
    return [siblings.length, requested.get("cpu") ?? 0, requested.get("memory") ?? 0, onNode.length];
  };
  return feasible
    .map((node) => ({ node, load: load(node) }))
    .sort((left, right) => compare(left.load, right.load))
    .at(0)?.node;
}

function compare(left: number[], right: number[]): number {
  return left.map((value, index) => value - right[index]!).find((difference) => difference !== 0) ?? 0;
}
