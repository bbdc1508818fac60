import { RefusedError } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";
import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import { type BudgetCounts, type BudgetSpec, podsOfBudget } from "#simulator/controllers/disruption-budget.ts";
import { setCondition } from "#simulator/controllers/set-condition.ts";
import type { Simulation } from "#simulator/simulation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

type BudgetStatus = BudgetCounts & { observedGeneration?: number; disruptedPods?: Record<string, string> };

/** Evicts a Pod as the API server does (pkg/registry/core/pod/storage/eviction.go of v1.36), or refuses. */
export async function evictPod(
  { cluster, stores }: Simulation,
  { namespace, name }: { namespace: string; name: string },
): Promise<void> {
  const pods = stores.get("v1/Pod")!;
  const pod = await pods.get(name, namespace);
  if (!pod) throw new RefusedError("NotFound", `pods "${name}" not found`);
  const now = new Date(cluster.clock.nowMs()).toISOString();
  if (needsBudget(pod)) await spendBudget(stores.get("policy/v1/PodDisruptionBudget")!, pod, now);
  await changeObject(pods, pod.metadata, (stored) =>
    setCondition(stored, {
      type: "DisruptionTarget",
      status: "True",
      reason: "EvictionByEvictionAPI",
      message: "Eviction API: evicting",
      lastProbeTime: null,
      lastTransitionTime: now,
    }),
  );
  await cluster.api.corev1.deleteNamespacedPod({ name, namespace });
}

/** A Pod that has ended, has not begun or is going already costs nothing. */
function needsBudget({ metadata, status }: KubernetesObject): boolean {
  const { phase } = (status ?? {}) as { phase?: string };
  return phase === "Running" && !metadata.deletionTimestamp;
}

async function spendBudget(store: ObjectStore, pod: KubernetesObject, now: string): Promise<void> {
  const all = await store.peek(pod.metadata.namespace);
  const budgets = all.filter((budget) => podsOfBudget(budget, [pod]).length > 0);
  if (budgets.length > 1) {
    throw new RefusedError(
      "InternalError",
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    );
  }
  for (const { metadata } of budgets) {
    await changeObject(store, metadata, (budget) => {
      if (isFree(pod, budget)) return false;
      const status = budget.status as BudgetStatus | undefined;
      const known = (status?.observedGeneration ?? 0) >= (budget.metadata.generation ?? 1);
      if (!status || !known || status.disruptionsAllowed <= 0) {
        throw new RefusedError("TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
      }
      budget.status = {
        ...status,
        disruptionsAllowed: status.disruptionsAllowed - 1,
        disruptedPods: { ...status.disruptedPods, [pod.metadata.name]: now },
      } as unknown as Json;
      return true;
    });
  }
}

/** A Pod that is not ready may go where the policy always allows it, or where enough others are healthy. */
function isFree(pod: KubernetesObject, { spec, status }: KubernetesObject): boolean {
  if (conditionStatus(pod, "Ready") === "True") return false;
  if ((spec as BudgetSpec).unhealthyPodEvictionPolicy === "AlwaysAllow") return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = (status ?? {}) as Partial<BudgetCounts>;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}
