import { ownValue } from "#core/json.ts";
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from "./generated/types.d.ts";
import { meetsRequirement } from "./labels.ts";

/** What a Pod may ask for in a node. */
export interface NodeMetadata {
  name?: string;
  labels?: { [key: string]: string };
}

/** Whether a node is as a Pod's node selector and its required node affinity want it; taints and room are other questions. */
export function selectsNode(
  { nodeSelector = {}, affinity }: Pick<PodSpec, "nodeSelector" | "affinity">,
  node: NodeMetadata,
): boolean {
  const { labels = {} } = node;
  const selected = Object.entries(nodeSelector).every(([key, value]) => ownValue(labels, key) === value);
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    selected && (required === undefined || (required.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node)))
  );
}

/** Whether a node is as a term wants it; a term that wants nothing matches no node. Source: component-helpers' nodeaffinity. */
export function matchesTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  { name = "", labels = {} }: NodeMetadata,
): boolean {
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((requirement) => holds(requirement, labels)) &&
    matchFields.every((requirement) => holds(requirement, { "metadata.name": name }))
  );
}

const LABEL_OPERATORS = new Set(["In", "NotIn", "Exists", "DoesNotExist"]);

/** The operators of a label selector, and two that only nodes have; another one holds for no node. */
function holds(requirement: NodeSelectorRequirement, labels: { [key: string]: string }): boolean {
  const { key = "", operator = "", values = [] } = requirement;
  if (LABEL_OPERATORS.has(operator)) return meetsRequirement({ ...requirement, operator }, labels);
  const value = ownValue(labels, key);
  if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
  const [number, limit] = [Number(value), Number(values[0])];
  return (operator === "Gt" && number > limit) || (operator === "Lt" && number < limit);
}
