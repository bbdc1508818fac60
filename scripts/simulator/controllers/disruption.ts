import { type Json, sameValue } from "#core/json.ts";
import { type Condition, conditionsOf } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import type { ControllerWorld, Look } from "./controller.ts";
import { type BudgetSpec, countBudget, podsOfBudget } from "./disruption-budget.ts";

/** How long an eviction that was granted counts as under way while its Pod is still there: v1.36's DeletionTimeout. */
const EVICTION_MILLISECONDS = 120_000;

/** The controller that keeps the status of PodDisruptionBudgets: how many Pods may be evicted now. */
export function disruption(world: ControllerWorld): Look {
  const budgets = world.storeOf("policy/v1/PodDisruptionBudget");
  /** What each status was made of last, by the budget's uid: most looks have nothing new to see. */
  const seen = new Map<string | undefined, string>();
  return async () => {
    for (const budget of await budgets.peek()) {
      const pods = podsOfBudget(budget, world.pods());
      const { uid, resourceVersion } = budget.metadata;
      const versions = [resourceVersion, ...pods.map(({ metadata }) => metadata.resourceVersion)].join(" ");
      const waits = Object.keys((budget.status as { disruptedPods?: object } | undefined)?.disruptedPods ?? {});
      if (seen.get(uid) === versions && waits.length === 0) continue;
      seen.set(uid, versions);
      const scale = await expectedScale(world, pods);
      await changeObject(budgets, budget.metadata, (stored) => {
        const status = nextStatus(stored, pods, scale, world.now());
        if (sameValue(status, stored.status)) return false;
        stored.status = status;
        return true;
      });
    }
  };
}

function nextStatus(budget: KubernetesObject, pods: KubernetesObject[], scale: number, now: number): Json {
  const { disruptedPods: before = {} } = (budget.status ?? {}) as { disruptedPods?: Record<string, string> };
  const disruptedPods = Object.fromEntries(
    Object.entries(before).filter(([name, at]) => {
      const pod = pods.find(({ metadata }) => metadata.name === name);
      return pod && !pod.metadata.deletionTimestamp && now - Date.parse(at) < EVICTION_MILLISECONDS;
    }),
  );
  const counts = countBudget(budget.spec as BudgetSpec, pods, scale, new Set(Object.keys(disruptedPods)));
  const observedGeneration = budget.metadata.generation ?? 1;
  const allowed = counts.disruptionsAllowed > 0;
  const [previous] = conditionsOf(budget);
  const status = allowed ? "True" : "False";
  const condition: Condition = {
    type: "DisruptionAllowed",
    status,
    reason: allowed ? "SufficientPods" : "InsufficientPods",
    message: "",
    observedGeneration,
    lastTransitionTime: previous?.status === status ? previous["lastTransitionTime"] : new Date(now).toISOString(),
  };
  return {
    ...counts,
    conditions: [condition as Json],
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    observedGeneration,
  };
}

/** How many Pods the controllers of these Pods want in all: a Deployment by its own `replicas`, not its ReplicaSet's. */
async function expectedScale(world: ControllerWorld, pods: KubernetesObject[]): Promise<number> {
  const wanted = new Map<string, number>();
  // One Pod of each owner is enough.
  const first = new Map(pods.map((pod) => [JSON.stringify(pod.metadata.ownerReferences ?? []), pod]));
  for (const pod of first.values()) {
    const replicaSet = await controllerOf(world, pod, "ReplicaSet");
    const owner = (replicaSet && (await controllerOf(world, replicaSet, "Deployment"))) ?? replicaSet;
    const { replicas = 1 } = (owner?.spec ?? {}) as { replicas?: number };
    if (owner) wanted.set(owner.metadata.uid ?? "", replicas);
  }
  return [...wanted.values()].reduce((sum, replicas) => sum + replicas, 0);
}

async function controllerOf(
  world: ControllerWorld,
  { metadata }: KubernetesObject,
  kind: "ReplicaSet" | "Deployment",
): Promise<KubernetesObject | undefined> {
  const owner = metadata.ownerReferences?.find((one) => one.controller && one.kind === kind);
  return owner && (await world.storeOf(`apps/v1/${kind}`).get(owner.name, metadata.namespace));
}
