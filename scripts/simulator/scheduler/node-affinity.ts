import { ownValue } from "#core/json.ts";
import { meetsRequirement } from "#core/kubernetes/labels.ts";
import type { NodeSelectorRequirement, NodeSelectorTerm, SchedulableNode, SchedulablePod } from "./objects.ts";

/** Whether the node has what the Pod's node selector and its required node affinity ask for. */
export function matchesNodeAffinity({ spec }: SchedulablePod, node: SchedulableNode): boolean {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => ownValue(labels, key) === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node)));
}

/** The weights of the Pod's preferences that the node satisfies, in all. */
export function preferredWeight({ spec }: SchedulablePod, node: SchedulableNode): number {
  return (spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
    .filter(({ preference }) => matchesTerm(preference, node))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** A term without expressions matches no node. */
function matchesTerm({ matchExpressions = [] }: NodeSelectorTerm, { metadata }: SchedulableNode): boolean {
  return (
    matchExpressions.length > 0 && matchExpressions.every((requirement) => holds(requirement, metadata.labels ?? {}))
  );
}

/** The operators of a label selector, and two that only nodes have. */
function holds(requirement: NodeSelectorRequirement, labels: Record<string, string>): boolean {
  const { key, operator, values = [] } = requirement;
  const value = ownValue(labels, key);
  switch (operator) {
    case "In":
    case "NotIn":
    case "Exists":
    case "DoesNotExist":
      return meetsRequirement(requirement, labels);
    case "Gt":
      return isInteger(value) && Number(value) > Number(values[0]);
    case "Lt":
      return isInteger(value) && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

function isInteger(value: string | undefined): boolean {
  return value !== undefined && /^[+-]?\d+$/.test(value);
}
