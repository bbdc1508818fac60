import type { PodSpec, Taint, Toleration } from "./generated/types.d.ts";

/** Whether the Pod may go to a node with these taints: `PreferNoSchedule` is only a preference. */
export function toleratesTaints({ spec }: { spec: Pick<PodSpec, "tolerations"> }, taints: readonly Taint[]): boolean {
  return taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) => (spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint)));
}

/** Whether one toleration covers one taint (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
export function tolerates(
  { key = "", operator = "Equal", value = "", effect = "" }: Toleration,
  taint: Taint,
): boolean {
  if (effect !== "" && effect !== taint.effect) return false;
  if (key !== "" && key !== taint.key) return false;
  return operator === "Exists" || (operator === "Equal" && key !== "" && value === (taint.value ?? ""));
}
