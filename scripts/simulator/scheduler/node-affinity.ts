import type { NodeSelectorRequirement, SchedulableNode, SchedulablePod } from "./objects.ts";

/** Whether the node has what the Pod's node selector and its required node affinity ask for. */
export function matchesNodeAffinity(pod: SchedulablePod, node: SchedulableNode): boolean {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries(pod.spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  // A term without expressions matches no node.
  const affine = ({ matchExpressions = [] }: { matchExpressions?: NodeSelectorRequirement[] }): boolean =>
    matchExpressions.length > 0 && matchExpressions.every((requirement) => holds(requirement, labels[requirement.key]));
  return selected && (required === undefined || required.nodeSelectorTerms.some(affine));
}

/** `value` is the node's label; undefined where it has none. */
function holds({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
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
