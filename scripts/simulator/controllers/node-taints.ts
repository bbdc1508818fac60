import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Taint } from "#simulator/scheduler/objects.ts";

const NOT_READY = "node.kubernetes.io/not-ready";
const UNREACHABLE = "node.kubernetes.io/unreachable";
const UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

/**
 * The taints that the node should have, by its conditions and by whether it is cordoned; taints that say something else
 * stay. Undefined where it has them already. `now` is an RFC 3339 time.
 */
export function wantedTaints(node: KubernetesObject, now: string): Taint[] | undefined {
  const { taints = [], unschedulable = false } = (node.spec ?? {}) as { taints?: Taint[]; unschedulable?: boolean };
  const ready = conditionStatus(node, "Ready");
  const wanted: Taint[] = [
    ...(unschedulable ? [{ key: UNSCHEDULABLE, effect: "NoSchedule" }] : []),
    ...(ready === "False" ? [NOT_READY].flatMap(bothEffects) : []),
    ...(ready === "Unknown" ? [UNREACHABLE].flatMap(bothEffects) : []),
  ];
  const ours = new Set([NOT_READY, UNREACHABLE, UNSCHEDULABLE]);
  const missing = wanted.filter((one) => !taints.some((taint) => same(taint, one)));
  const kept = taints.filter((taint) => !ours.has(taint.key) || wanted.some((one) => same(taint, one)));
  if (missing.length === 0 && kept.length === taints.length) return undefined;
  return [...kept, ...missing.map((taint) => ({ ...taint, timeAdded: now }))];
}

function bothEffects(key: string): Taint[] {
  return [
    { key, effect: "NoSchedule" },
    { key, effect: "NoExecute" },
  ];
}

function same(left: Taint, right: Taint): boolean {
  return left.key === right.key && left.effect === right.effect;
}
