import { matchesSelector } from "#core/kubernetes/labels.ts";
import { toleratesTaints } from "#core/kubernetes/taints.ts";
import { matchesNodeAffinity } from "./node-affinity.ts";
import {
  labelOf,
  type OccupiedNode,
  type SchedulableNode,
  type SchedulablePod,
  type SpreadConstraint,
} from "./objects.ts";

/** What kube-scheduler says of a node, and whether the removal of Pods could change that. */
export interface NodeRefusal {
  reason: string;
  preemptionHelps: boolean;
}

/** Why a node would break one of the Pod's strict spread constraints; undefined where it would not. */
export function spreadRefusal(
  pod: SchedulablePod,
  node: SchedulableNode,
  nodes: OccupiedNode[],
): NodeRefusal | undefined {
  const constraints = constraintsOf(pod, "DoNotSchedule");
  const reason = "node(s) didn't match pod topology spread constraints";
  for (const constraint of constraints) {
    const domain = labelOf(node, constraint.topologyKey);
    if (domain === undefined) return { reason: `${reason} (missing required label)`, preemptionHelps: false };
    const counts = countByDomain(pod, constraint, constraints, nodes);
    const fewest = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
    const self = matches(pod, constraint, pod) ? 1 : 0;
    if ((counts.get(domain) ?? 0) + self - fewest > constraint.maxSkew) return { reason, preemptionHelps: true };
  }
  return undefined;
}

function constraintsOf({ spec }: SchedulablePod, what: SpreadConstraint["whenUnsatisfiable"]): SpreadConstraint[] {
  return (spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === what);
}

/** How many Pods that the constraint counts are in each domain of the nodes that count at all. */
function countByDomain(
  pod: SchedulablePod,
  constraint: SpreadConstraint,
  all: SpreadConstraint[],
  nodes: OccupiedNode[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { node, pods } of nodes) {
    if (!all.every(({ topologyKey }) => labelOf(node, topologyKey) !== undefined)) continue;
    if (!isCounted(pod, constraint, node)) continue;
    const domain = labelOf(node, constraint.topologyKey)!;
    // kube-scheduler takes an empty selector for one that counts nobody.
    const matching = isEmpty(constraint) ? 0 : pods.filter((other) => matches(other, constraint, pod)).length;
    counts.set(domain, (counts.get(domain) ?? 0) + matching);
  }
  return counts;
}

/** Nodes that the Pod's node affinity excludes do not count; nodes with taints do, unless the constraint says otherwise. */
function isCounted(pod: SchedulablePod, constraint: SpreadConstraint, node: SchedulableNode): boolean {
  const { nodeAffinityPolicy = "Honor", nodeTaintsPolicy = "Ignore" } = constraint;
  if (nodeAffinityPolicy === "Honor" && !matchesNodeAffinity(pod, node)) return false;
  return nodeTaintsPolicy === "Ignore" || toleratesTaints(pod, node.spec?.taints ?? []);
}

function isEmpty({ labelSelector = {} }: SpreadConstraint): boolean {
  const { matchLabels = {}, matchExpressions = [] } = labelSelector;
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether the constraint of `of` counts the Pod: one that is being deleted does not count. */
function matches(pod: SchedulablePod, { labelSelector, matchLabelKeys = [] }: SpreadConstraint, of: SchedulablePod) {
  return (
    pod.metadata.namespace === of.metadata.namespace &&
    !pod.metadata.deletionTimestamp &&
    matchesSelector(labelSelector, pod.metadata.labels) &&
    matchLabelKeys.every((key) => pod.metadata.labels?.[key] === of.metadata.labels?.[key])
  );
}

/**
 * 0 to 100 for each of the nodes, by the Pod's lenient constraints; by `fallback`, kube-scheduler's own for a Pod that
 * has none, where it has no constraints at all.
 */
export function spreadScores(
  pod: SchedulablePod,
  feasible: OccupiedNode[],
  nodes: OccupiedNode[],
  fallback: SpreadConstraint[],
): number[] {
  const own = pod.spec.topologySpreadConstraints ?? [];
  const constraints = own.length > 0 ? constraintsOf(pod, "ScheduleAnyway") : fallback;
  if (constraints.length === 0) return feasible.map(() => 0);
  const ignored = (node: SchedulableNode): boolean =>
    own.length > 0 && constraints.some(({ topologyKey }) => labelOf(node, topologyKey) === undefined);
  const scored = feasible.filter(({ node }) => !ignored(node));
  const raw = feasible.map(({ node }) => (ignored(node) ? undefined : rawScore(pod, node, constraints, scored, nodes)));
  const values = raw.filter((value) => value !== undefined);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return raw.map((value) => {
    if (value === undefined) return 0;
    return most === 0 ? 100 : Math.floor((100 * (most + least - value)) / most);
  });
}

/** The more Pods are in the node's domains, the higher; kube-scheduler weighs a topology by the number of its domains. */
function rawScore(
  pod: SchedulablePod,
  node: SchedulableNode,
  constraints: SpreadConstraint[],
  scored: OccupiedNode[],
  nodes: OccupiedNode[],
): number {
  let score = 0;
  for (const constraint of constraints) {
    const domain = labelOf(node, constraint.topologyKey);
    if (domain === undefined) continue;
    const domains = new Set(scored.map((one) => labelOf(one.node, constraint.topologyKey)));
    const count = countByDomain(pod, constraint, [constraint], nodes).get(domain) ?? 0;
    score += count * Math.log(domains.size + 2) + (constraint.maxSkew - 1);
  }
  return Math.round(score);
}
