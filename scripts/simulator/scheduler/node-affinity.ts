import { meetsRequirement } from "#core/kubernetes/labels.ts";
import type { NodeSelectorRequirement, NodeSelectorTerm, SchedulableNode, SchedulablePod } from "./objects.ts";

/** Whether the node has what the Pod's node selector and its required node affinity ask for. */
export function matchesNodeAffinity({ spec }: SchedulablePod, node: SchedulableNode): boolean {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node)));
}

/** The weights of the Pod's preferences that the node satisfies, in all. */
export function preferredWeight({ spec }: SchedulablePod, node: SchedulableNode): number {
  return (spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
    .filter(({ preference }) => matchesTerm(preference, node))
    .reduce((sum, { weight }) => sum + weight, 0);
}

/** A term that asks for nothing matches no node; the one field that can be asked for is a node's name. */
function matchesTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  { metadata }: SchedulableNode,
): boolean {
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((requirement) => holds(requirement, metadata.labels ?? {})) &&
    matchFields.every((requirement) => holds(requirement, { "metadata.name": metadata.name }))
  );
}

/** The operators of a label selector, and two that only nodes have. */
function holds(requirement: NodeSelectorRequirement, labels: Record<string, string>): boolean {
  const { key, operator, values = [] } = requirement;
  const value = labels[key];
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
