import type { Observation } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";

/** What was seen about one object, with what is needed to find the field that it comes from. */
export interface Finding extends Observation {
  /** The object that it was seen on, absent if it is gone. */
  on?: KubernetesObject;
  container?: string;
}

interface ContainerStatus {
  name: string;
  restartCount?: number;
  state?: Record<string, { reason?: string; message?: string; exitCode?: number } | undefined>;
  lastState?: Record<string, { reason?: string; exitCode?: number } | undefined>;
}

/** States of a container on its way to running: no cause of anything. */
const STARTING = new Set(["ContainerCreating", "PodInitializing"]);

/** What is wrong with a Pod's containers, as their states say it. */
export function containerFindings(pod: KubernetesObject): Finding[] {
  // A Pod that is being deleted ends as it should.
  if (pod.metadata.deletionTimestamp !== undefined) return [];
  const statuses = (pod.status as { containerStatuses?: ContainerStatus[] } | undefined)?.containerStatuses ?? [];
  return statuses.flatMap(({ name, state = {}, lastState = {}, restartCount = 0 }): Finding[] => {
    const finding = (reason: string, message: string): Finding => ({
      kind: "container",
      object: nameOf(pod),
      reason,
      message,
      on: pod,
      container: name,
    });
    const waiting = state["waiting"];
    if (waiting?.reason && !STARTING.has(waiting.reason)) return [finding(waiting.reason, waiting.message ?? "")];
    const ended = state["terminated"] ?? lastState["terminated"];
    if (!ended) return [];
    const again = restartCount > 0 ? `, restarted ${restartCount === 1 ? "once" : `${restartCount} times`}` : "";
    return [
      finding(
        ended.reason ?? "Terminated",
        `container ${name} ended with exit code ${ended.exitCode ?? "unknown"}${again}`,
      ),
    ];
  });
}

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

function conditions(object: KubernetesObject): Condition[] {
  return (object.status as { conditions?: Condition[] } | undefined)?.conditions ?? [];
}

/** Why the scheduler found no node for a Pod. */
export function schedulingFindings(pod: KubernetesObject): Finding[] {
  return conditions(pod)
    .filter(({ type, status }) => type === "PodScheduled" && status === "False")
    .map(({ reason = "", message = "" }): Finding => ({
      kind: "condition",
      object: nameOf(pod),
      reason,
      message,
      on: pod,
    }));
}

/** Conditions whose being true (or, for Progressing, false) is bad news about a workload. */
export function conditionFindings(workload: KubernetesObject): Finding[] {
  return conditions(workload)
    .filter(
      ({ type, status }) =>
        (type === "ReplicaFailure" && status === "True") || (type === "Progressing" && status === "False"),
    )
    .map(({ reason = "", message = "" }): Finding => ({
      kind: "condition",
      object: nameOf(workload),
      reason,
      message,
      on: workload,
    }));
}

/** A Service whose selector fits no Pod sends its requests nowhere, and no event says so. */
export function serviceFindings(service: KubernetesObject, pods: readonly KubernetesObject[]): Finding[] {
  const selector = (service.spec as { selector?: Record<string, string> } | undefined)?.selector ?? {};
  const wanted = Object.entries(selector);
  if (wanted.length === 0 || pods.some((pod) => wanted.every(([key, value]) => pod.metadata.labels?.[key] === value)))
    return [];
  const pod = pods[0];
  const has = pod && wanted.map(([key]) => `${key}=${pod.metadata.labels?.[key] ?? "(none)"}`).join(",");
  const message = `its selector is ${wanted.map(([key, value]) => `${key}=${value}`).join(",")}, and ${has ? `the Pods have ${has}` : "there are no Pods"}`;
  return [{ kind: "service", object: nameOf(service), reason: "SelectsNoPods", message, on: pod }];
}

/** A warning, about the object and the container that it names. */
export function eventFindings(event: KubernetesObject, objects: readonly KubernetesObject[]): Finding[] {
  const { type, reason, message, involvedObject } = event as unknown as {
    type?: string;
    reason?: string;
    message?: string;
    involvedObject?: { kind?: string; name?: string; uid?: string; fieldPath?: string };
  };
  if (type !== "Warning" || !reason) return [];
  const container = /\{([^}]+)\}/.exec(involvedObject?.fieldPath ?? "")?.[1];
  const on = objects.find((object) => object.metadata.uid === involvedObject?.uid);
  return [
    {
      kind: "event",
      object: `${involvedObject?.kind ?? ""}/${involvedObject?.name ?? ""}`,
      reason,
      message: message ?? "",
      ...(on && { on }),
      ...(container && { container }),
    },
  ];
}

function nameOf(object: KubernetesObject): string {
  return `${object.kind}/${object.metadata.name}`;
}
