import { type Condition, conditionsOf } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { type Finding, nameOf } from "./findings.ts";

/** The conditions of an object that are bad news. */
function conditionsWhere(object: KubernetesObject, isBad: (condition: Condition) => boolean): Finding[] {
  return conditionsOf(object)
    .filter(isBad)
    .map(({ reason = "", message = "" }): Finding => ({
      kind: "condition",
      object: nameOf(object),
      reason,
      message,
      on: [object],
    }));
}

/** Why the scheduler found no node for a Pod. */
export function schedulingFindings(pod: KubernetesObject): Finding[] {
  return conditionsWhere(pod, ({ type, status }) => type === "PodScheduled" && status === "False");
}

/** Nodes that do not report to the control plane as they should. */
export function nodeFindings(node: KubernetesObject): Finding[] {
  return conditionsWhere(node, ({ type, status }) => type === "Ready" && status !== "True");
}

/** Conditions whose being true (or, for Progressing, false) is bad news: of a Deployment, a ReplicaSet, a Job. */
export function workloadFindings(workload: KubernetesObject): Finding[] {
  return conditionsWhere(
    workload,
    ({ type, status }) =>
      (/^(ReplicaFailure|Failed)$/.test(type) && status === "True") || (type === "Progressing" && status === "False"),
  );
}

/** A PodDisruptionBudget that lets no Pod go, so that evictions are refused, or that is about no Pod. */
export function budgetFindings(budget: KubernetesObject): Finding[] {
  const { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } = (budget.status ?? {}) as BudgetStatus;
  const finding = (reason: string, message: string): Finding[] => [
    { kind: "condition", object: nameOf(budget), reason, message, on: [budget] },
  ];
  if (expectedPods === 0) return finding("SelectsNoPods", "its selector fits no Pod");
  if (disruptionsAllowed !== 0) return [];
  return finding(
    "DisruptionNotAllowed",
    `no Pod may go: ${currentHealthy ?? 0} are healthy, and ${desiredHealthy ?? 0} must be`,
  );
}

interface BudgetStatus {
  disruptionsAllowed?: number;
  currentHealthy?: number;
  desiredHealthy?: number;
  expectedPods?: number;
}
