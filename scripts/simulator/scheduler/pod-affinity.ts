import { matchesSelector } from "#core/kubernetes/labels.ts";
import {
  labelOf,
  type OccupiedNode,
  type PodAffinityTerm,
  type SchedulableNode,
  type SchedulablePod,
} from "./objects.ts";
import type { NodeRefusal } from "./topology-spread.ts";

/** Why the Pod's affinities, or those of Pods that are there, keep it from a node; undefined where none does. */
export function affinityRefusal(
  pod: SchedulablePod,
  node: SchedulableNode,
  nodes: OccupiedNode[],
): NodeRefusal | undefined {
  if (!required(pod, "podAffinity").every((term) => hasCompany(pod, term, node, nodes))) {
    return { reason: "node(s) didn't match pod affinity rules", preemptionHelps: false };
  }
  if (required(pod, "podAntiAffinity").some((term) => company(pod, term, node, nodes).length > 0)) {
    return { reason: "node(s) didn't match pod anti-affinity rules", preemptionHelps: true };
  }
  const refusedByOthers = nodes.some((other) =>
    other.pods.some((existing) =>
      required(existing, "podAntiAffinity").some(
        (term) => inOneDomain(term, node, other.node) && selects(existing, term, pod),
      ),
    ),
  );
  if (!refusedByOthers) return undefined;
  return { reason: "node(s) didn't satisfy existing pods anti-affinity rules", preemptionHelps: true };
}

type Kind = "podAffinity" | "podAntiAffinity";

function required({ spec }: SchedulablePod, kind: Kind): PodAffinityTerm[] {
  return spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

function preferred({ spec }: SchedulablePod, kind: Kind): { weight: number; podAffinityTerm: PodAffinityTerm }[] {
  return spec.affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Whether a term of `owner` means this Pod. */
function selects(
  owner: SchedulablePod,
  { labelSelector, namespaces = [] }: PodAffinityTerm,
  pod: SchedulablePod,
): boolean {
  const meant = namespaces.length > 0 ? namespaces : [owner.metadata.namespace];
  return meant.includes(pod.metadata.namespace) && matchesSelector(labelSelector, pod.metadata.labels);
}

function inOneDomain({ topologyKey }: PodAffinityTerm, left: SchedulableNode, right: SchedulableNode): boolean {
  const value = labelOf(left, topologyKey);
  return value !== undefined && value === labelOf(right, topologyKey);
}

/** The Pods in the node's domain that the Pod's term means. */
function company(
  pod: SchedulablePod,
  term: PodAffinityTerm,
  node: SchedulableNode,
  nodes: OccupiedNode[],
): SchedulablePod[] {
  return nodes
    .filter((other) => inOneDomain(term, node, other.node))
    .flatMap(({ pods }) => pods.filter((other) => selects(pod, term, other)));
}

/** The first of Pods that want each other's company has nobody to join, and may go anywhere. */
function hasCompany(pod: SchedulablePod, term: PodAffinityTerm, node: SchedulableNode, nodes: OccupiedNode[]): boolean {
  if (labelOf(node, term.topologyKey) === undefined) return false;
  if (company(pod, term, node, nodes).length > 0) return true;
  const somebody = nodes.some(({ pods }) => pods.some((other) => selects(pod, term, other)));
  return !somebody && selects(pod, term, pod);
}

/** 0 to 100 for each of the nodes, by what the Pod prefers and by what Pods that are there prefer about it. */
export function affinityScores(pod: SchedulablePod, feasible: OccupiedNode[], nodes: OccupiedNode[]): number[] {
  const raw = feasible.map(({ node }) => rawScore(pod, node, nodes));
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((value) => (most === least ? 0 : Math.floor((100 * (value - least)) / (most - least))));
}

function rawScore(pod: SchedulablePod, node: SchedulableNode, nodes: OccupiedNode[]): number {
  let score = 0;
  for (const other of nodes) {
    for (const existing of other.pods) {
      const weigh = (owner: SchedulablePod, meant: SchedulablePod): number =>
        weights(owner)
          .filter(({ term }) => inOneDomain(term, node, other.node) && selects(owner, term, meant))
          .reduce((sum, { weight }) => sum + weight, 0);
      score += weigh(pod, existing) + weigh(existing, pod);
      const welcomes = required(existing, "podAffinity").filter(
        (term) => inOneDomain(term, node, other.node) && selects(existing, term, pod),
      );
      score += welcomes.length;
    }
  }
  return score;
}

function weights(owner: SchedulablePod): { term: PodAffinityTerm; weight: number }[] {
  return [
    ...preferred(owner, "podAffinity").map(({ weight, podAffinityTerm }) => ({ weight, term: podAffinityTerm })),
    ...preferred(owner, "podAntiAffinity").map(({ weight, podAffinityTerm }) => ({
      weight: -weight,
      term: podAffinityTerm,
    })),
  ];
}
