import { quantityValue } from "#core/kubernetes/rules/quantity.ts";
import type { SchedulableNode, SchedulablePod } from "./objects.ts";

/** What the containers of these Pods ask for in all, by resource; each Pod counts as one of `pods`. */
export function requestedBy(pods: SchedulablePod[]): Map<string, number> {
  const total = new Map<string, number>([["pods", pods.length]]);
  for (const { spec } of pods) {
    for (const { resources } of spec.containers) {
      for (const [name, quantity] of Object.entries(resources?.requests ?? {})) {
        total.set(name, (total.get(name) ?? 0) + (quantityValue(quantity) ?? 0));
      }
    }
  }
  return total;
}

/** A resource of which the node has too little left. */
export interface Shortage {
  resource: string;
  /** True where even the empty node would have too little. */
  hopeless: boolean;
}

/** The resources that the Pod asks for and the node, with these Pods on it, has not left. */
export function shortages(pod: SchedulablePod, node: SchedulableNode, onNode: SchedulablePod[]): Shortage[] {
  const used = requestedBy(onNode);
  return [...requestedBy([pod])].flatMap(([resource, wanted]) => {
    const allocatable = quantityValue(node.status?.allocatable?.[resource] ?? "0") ?? 0;
    const free = allocatable - (used.get(resource) ?? 0);
    return wanted > 0 && wanted > free + 1e-9 ? [{ resource, hopeless: wanted > allocatable }] : [];
  });
}
