import type { Observation } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import type { Place } from "#core/watch-sight.ts";

/** What was seen about one object, with what is needed to find the field that it comes from. */
export interface Finding extends Observation {
  /** The object that it was seen on, absent if it is gone. */
  on?: KubernetesObject;
  container?: string;
}

/** The kinds that tell why a workload does not do what it should, and those that lead from a Pod to the manifest. */
const KINDS = [
  { apiVersion: "v1", kind: "Pod" },
  { apiVersion: "apps/v1", kind: "ReplicaSet" },
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "v1", kind: "Service" },
  { apiVersion: "v1", kind: "Event" },
] as const;

/** Longer texts than this tell a learner nothing more. */
const MAX_MESSAGE = 400;
const MAX_FINDINGS = 5;

/** Everything in the namespace that explains a failure, and the objects that it was read from. */
export interface Scene {
  findings: Finding[];
  objects: KubernetesObject[];
}

/** Reads the namespace once and says what is wrong in it, nearest cause first. */
export async function observe({ cluster, namespace }: Place): Promise<Scene> {
  const lists = await Promise.all(KINDS.map(({ apiVersion, kind }) => cluster.list({ apiVersion, kind, namespace })));
  const [pods = [], replicaSets = [], deployments = [], services = [], events = []] = lists;
  const objects = [...pods, ...replicaSets, ...deployments, ...services];
  const [ended, stuck] = partition(pods.flatMap(containerFindings), ({ reason }) => ENDED.test(reason));
  const findings = [
    ...stuck,
    ...pods.flatMap(schedulingFindings),
    ...[...deployments, ...replicaSets].flatMap(conditionFindings),
    ...services.flatMap((service) => serviceFindings(service, pods)),
    ...events.flatMap((event) => eventFindings(event, objects)),
    ...ended,
  ];
  return { findings: distinct(findings).slice(0, MAX_FINDINGS), objects };
}

/** That a container ended is often the effect of what an event tells: the kubelet killed it for a failed probe. */
const ENDED = /^(Completed|Error|Terminated|CrashLoopBackOff)$/;

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
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
    const again = restartCount > 0 ? `, restarted ${restartCount} times` : "";
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

function schedulingFindings(pod: KubernetesObject): Finding[] {
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
function conditionFindings(workload: KubernetesObject): Finding[] {
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
function serviceFindings(service: KubernetesObject, pods: readonly KubernetesObject[]): Finding[] {
  const selector = (service.spec as { selector?: Record<string, string> } | undefined)?.selector ?? {};
  const wanted = Object.entries(selector);
  if (wanted.length === 0 || pods.some((pod) => wanted.every(([key, value]) => pod.metadata.labels?.[key] === value)))
    return [];
  const pod = pods[0];
  const has = pod && wanted.map(([key]) => `${key}=${pod.metadata.labels?.[key] ?? "(none)"}`).join(",");
  const message = `its selector is ${wanted.map(([key, value]) => `${key}=${value}`).join(",")}, and ${has ? `the Pods have ${has}` : "there are no Pods"}`;
  return [{ kind: "service", object: nameOf(service), reason: "SelectsNoPods", message, on: pod }];
}

function eventFindings(event: KubernetesObject, objects: readonly KubernetesObject[]): Finding[] {
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

/** One finding a cause: the Pods of one Deployment all say the same. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.flatMap((finding) => {
    const message =
      finding.message.length > MAX_MESSAGE ? `${finding.message.slice(0, MAX_MESSAGE)}…` : finding.message;
    const kind = finding.object.split("/", 1)[0] ?? "";
    const key = `${kind} ${finding.container ?? ""} ${finding.reason}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...finding, message }];
  });
}
