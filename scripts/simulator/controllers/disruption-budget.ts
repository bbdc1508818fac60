import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { LabelSelector } from "#core/kubernetes/generated/types.d.ts";
import { matchesSelector } from "#core/kubernetes/labels.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** The spec of a PodDisruptionBudget. */
export interface BudgetSpec {
  selector?: LabelSelector;
  minAvailable?: number | string;
  maxUnavailable?: number | string;
  unhealthyPodEvictionPolicy?: string;
}

/** The counts in its status. */
export interface BudgetCounts {
  currentHealthy: number;
  desiredHealthy: number;
  disruptionsAllowed: number;
  expectedPods: number;
}

/** The Pods that a budget is about. One without selector is about none, one with an empty selector about all. */
export function podsOfBudget(budget: KubernetesObject, pods: readonly KubernetesObject[]): KubernetesObject[] {
  const { selector } = (budget.spec ?? {}) as BudgetSpec;
  return pods.filter(
    ({ metadata }) => metadata.namespace === budget.metadata.namespace && matchesSelector(selector, metadata.labels),
  );
}

/**
 * What the budget allows now (https://kubernetes.io/docs/tasks/run-application/configure-pdb/). `scale` is the number of
 * Pods that their controllers want; `evicted` names the Pods whose eviction is under way.
 */
export function countBudget(
  spec: BudgetSpec,
  pods: KubernetesObject[],
  scale: number,
  evicted: ReadonlySet<string>,
): BudgetCounts {
  const { minAvailable, maxUnavailable } = spec;
  const expectedPods = typeof minAvailable === "number" ? pods.length : scale;
  const desiredHealthy =
    maxUnavailable === undefined
      ? share(minAvailable ?? 0, expectedPods)
      : Math.max(0, expectedPods - share(maxUnavailable, expectedPods));
  const currentHealthy = pods.filter(
    (pod) =>
      !pod.metadata.deletionTimestamp && !evicted.has(pod.metadata.name) && conditionStatus(pod, "Ready") === "True",
  ).length;
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  return { currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods };
}

/** A number as it is; a percentage of the whole, rounded up. */
function share(value: number | string, whole: number): number {
  return typeof value === "number" ? value : Math.ceil((Number.parseInt(value, 10) * whole) / 100);
}
