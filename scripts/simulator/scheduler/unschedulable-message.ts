import { versionDifferences } from "#core/kubernetes/version-differences.ts";
import { KUBERNETES_VERSION } from "#core/kubernetes/version.ts";
import type { Rejection } from "./filter.ts";

/**
 * Why no node takes a Pod, in the words and the order of kube-scheduler: the event FailedScheduling and the
 * condition PodScheduled. All Pods have the same priority here, so preemption never finds a victim.
 */
export function unschedulableMessage(rejections: Rejection[]): string {
  const none = `0/${rejections.length} nodes are available:`;
  const reasons = counted(rejections.flatMap((rejection) => rejection.reasons));
  const preemption = counted(
    rejections.map(({ preemptionHelps }) =>
      preemptionHelps ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling",
    ),
  );
  const { beforePreemption } = versionDifferences(KUBERNETES_VERSION);
  return `${none} ${reasons}. ${beforePreemption}preemption: ${none} ${preemption}.`;
}

/** `1 Insufficient cpu, 2 node(s) had untolerated taint(s)`: sorted as text, the number included. */
function counted(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(", ");
}
