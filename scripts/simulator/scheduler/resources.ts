import { quantityValue } from "#core/kubernetes/quantity.ts";
import type { OccupiedNode, SchedulableNode, SchedulablePod } from "./objects.ts";

/** What these Pods ask for in all, by resource; each Pod counts as one of `pods`. */
function requestedBy(pods: SchedulablePod[]): Map<string, number> {
  const total = new Map<string, number>([["pods", pods.length]]);
  for (const { spec } of pods) {
    const resources = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources: amounts }) =>
      Object.keys(amounts?.requests ?? {}),
    );
    for (const name of new Set(resources)) total.set(name, (total.get(name) ?? 0) + mostAtOnce(spec, name, 0));
  }
  return total;
}

/**
 * What a Pod needs of a resource at any one time: its containers and sidecars together, or an init container and the
 * sidecars that were started before it. `assumed` stands for what a container does not say.
 */
function mostAtOnce(
  { containers, initContainers = [] }: SchedulablePod["spec"],
  name: string,
  assumed: number,
): number {
  const amount = ({ resources }: (typeof containers)[number]): number =>
    quantityValue(resources?.requests?.[name] ?? "") ?? assumed;
  let sidecars = 0;
  let most = 0;
  for (const container of initContainers) {
    if (container.restartPolicy === "Always") sidecars += amount(container);
    else most = Math.max(most, sidecars + amount(container));
  }
  return Math.max(most, sidecars + containers.reduce((sum, container) => sum + amount(container), 0));
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

/** What kube-scheduler takes for the request of a container that asks for nothing, when it scores nodes. */
const ASSUMED: Record<string, number> = { cpu: 0.1, memory: 200 * 2 ** 20 };

/** 0 to 100: the part of processors and memory that would be left, on the average. */
export function leastAllocatedScore(pod: SchedulablePod, { node, pods }: OccupiedNode): number {
  const scores = Object.keys(ASSUMED).map((resource) => {
    const allocatable = quantityValue(node.status?.allocatable?.[resource] ?? "0") ?? 0;
    const used = [...pods, pod]
      .map(({ spec }) => mostAtOnce(spec, resource, ASSUMED[resource]!))
      .reduce((sum, amount) => sum + amount, 0);
    return used > allocatable ? 0 : Math.floor(((allocatable - used) * 100) / allocatable);
  });
  return Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

/** 0 to 100: how evenly processors and memory would be used; the same for all nodes where the Pod asks for nothing. */
export function balancedScore(pod: SchedulablePod, { node, pods }: OccupiedNode): number {
  const wanted = requestedBy([pod]);
  if (!wanted.has("cpu") && !wanted.has("memory")) return 0;
  const requested = requestedBy([...pods, pod]);
  const [cpu = 0, memory = 0] = ["cpu", "memory"].map((resource) => {
    const allocatable = quantityValue(node.status?.allocatable?.[resource] ?? "0") ?? 0;
    return Math.min(1, (requested.get(resource) ?? 0) / allocatable);
  });
  return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100);
}
