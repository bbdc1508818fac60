import { matchesTerm, selectsNode } from "#core/kubernetes/node-affinity.ts";
import type { SchedulableNode, SchedulablePod } from "./objects.ts";

/** Whether the node has what the Pod's node selector and its required node affinity ask for. */
export function matchesNodeAffinity({ spec }: SchedulablePod, { metadata }: SchedulableNode): boolean {
  return selectsNode(spec, metadata);
}

/** The weights of the Pod's preferences that the node satisfies, in all. */
export function preferredWeight({ spec }: SchedulablePod, { metadata }: SchedulableNode): number {
  return (spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
    .filter(({ preference }) => matchesTerm(preference, metadata))
    .reduce((sum, { weight }) => sum + weight, 0);
}
