import type { Place } from "#core/context.ts";
import type { Check } from "#core/generated/lab.ts";
import { conditionsOf } from "#core/kubernetes/conditions.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { controllers } from "#core/kubernetes/owners.ts";
import { budgetFindings, nodeFindings, schedulingFindings, workloadFindings } from "./condition-findings.ts";
import { containerFindings, eventFindings, type Finding, SECOND } from "./findings.ts";
import { relevanceTo } from "./relevance.ts";
import { serviceFindings } from "./service-findings.ts";

const POD = { apiVersion: "v1", kind: "Pod" };
const SERVICE = { apiVersion: "v1", kind: "Service" };
const SLICE = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };
const BUDGET = { apiVersion: "policy/v1", kind: "PodDisruptionBudget" };
const EVENT = { apiVersion: "v1", kind: "Event" };
const NODE = { apiVersion: "v1", kind: "Node" };

/** What makes Pods in every lab, and in those where it is submitted. */
const WORKLOADS = [
  { apiVersion: "apps/v1", kind: "ReplicaSet" },
  { apiVersion: "apps/v1", kind: "Deployment" },
];
const JOB = { apiVersion: "batch/v1", kind: "Job" };
const SUBMITTED_WORKLOADS: Record<string, { apiVersion: string; kind: string }[]> = {
  "apps/v1/DaemonSet": [{ apiVersion: "apps/v1", kind: "DaemonSet" }],
  "apps/v1/StatefulSet": [{ apiVersion: "apps/v1", kind: "StatefulSet" }],
  "batch/v1/Job": [JOB],
  "batch/v1/CronJob": [JOB, { apiVersion: "batch/v1", kind: "CronJob" }],
};

/** Longer texts than this tell a learner nothing more. */
const MAX_MESSAGE = 400;
const MAX_FINDINGS = 5;

/** What explains a failure, and the objects that it was read from. */
export interface Scene {
  /** Nearest cause first, each said once. */
  findings: Finding[];
  /** The reasons of all that was found, also of what says the same again. */
  reasons: ReadonlySet<string>;
  objects: KubernetesObject[];
}

/**
 * Reads the namespace once and says what is wrong with what the check looks at, else what is wrong in the namespace.
 * Whether a Service reaches its Pods matters where requests are sent, and what a budget allows where a node is drained.
 */
export async function observe(
  { cluster, namespace }: Place,
  check: Check,
  manifests: readonly Manifest[],
): Promise<Scene> {
  const list = (kind: { apiVersion: string; kind: string }) => cluster.list({ ...kind, namespace });
  const kinds = new Set(manifests.flatMap(({ object }) => SUBMITTED_WORKLOADS[kindName(object)] ?? []));
  const [pods, services, slices, budgets, events, nodes, ...workloads] = await Promise.all([
    list(POD),
    list(SERVICE),
    check.request ? list(SLICE) : [],
    check.act?.some(({ drain }) => drain) ? list(BUDGET) : [],
    list(EVENT),
    cluster.list(NODE),
    ...[...WORKLOADS, ...kinds].map(list),
  ]);
  const objects = [...pods, ...workloads.flat(), ...services, ...budgets];
  const warnings = events.flatMap((event) => eventFindings(event, objects));
  const [ended, stuck] = partition(pods.flatMap(containerFindings), ({ reason }) => ENDED.test(reason));
  const unserved = check.request ? services.flatMap((service) => serviceFindings(service, pods, slices)) : [];
  const [unselecting, unready] = partition(unserved, ({ reason }) => reason === "SelectsNoPods");
  const unscheduled = pods.flatMap(schedulingFindings);
  const all = [
    ...stuck,
    ...unscheduled,
    ...workloads.flat().flatMap(workloadFindings),
    ...unselecting,
    ...budgets.flatMap(budgetFindings),
    ...warnings,
    ...ended,
    ...unready,
    ...nodes.flatMap(nodeFindings),
  ];
  // What is over explains nothing, and what is wrong elsewhere only where nothing nearer does.
  const present = all.filter((finding) => !isOver(finding));
  const near = present.filter(relevanceTo(check, objects));
  const found = near.length > 0 ? near : present;
  const news = found.filter((finding) => !repeats(finding, stuck, unscheduled));
  return {
    findings: distinct(news, objects).slice(0, MAX_FINDINGS),
    reasons: new Set(found.map(({ reason }) => reason)),
    objects,
  };
}

/** That a container ended is often the effect of what an event tells: the kubelet killed it for a failed probe. */
const ENDED = /^(Completed|Error|Terminated|CrashLoopBackOff)$/;

/** Whether an event only says again that a container cannot start, or a Pod has no node: their states have the same words. */
function repeats(
  { kind, reason, container, message }: Finding,
  stuck: readonly Finding[],
  unscheduled: readonly Finding[],
): boolean {
  if (kind !== "event") return false;
  if (reason === "FailedScheduling") return unscheduled.some((finding) => finding.message === message);
  return /^(Failed|BackOff)$/.test(reason) && stuck.some((finding) => finding.container === container);
}

/**
 * Whether an event is from before its Pod was Ready, as that is by now: its probes failed while it started, or it waited for a node. What
 * happens to a Pod that is Ready is not over: its liveness probe fails, and it will be restarted.
 */
function isOver({ kind, on: [object], at = "" }: Finding): boolean {
  if (kind !== "event" || object?.kind !== "Pod") return false;
  const { containerStatuses = [] } = (object.status ?? {}) as { containerStatuses?: { restartCount?: number }[] };
  const ready = conditionsOf(object).find(({ type }) => type === "Ready");
  if (ready?.status !== "True") return false;
  const { lastTransitionTime: since } = ready;
  if (typeof since === "string" && at > since.slice(0, SECOND)) return false;
  return containerStatuses.every(({ restartCount = 0 }) => restartCount === 0);
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

/** One finding a cause: the Pods of one Deployment all say the same, those of another may have another reason for it. */
function distinct(findings: readonly Finding[], objects: readonly KubernetesObject[]): Finding[] {
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const seen = new Set<string>();
  return findings.flatMap((finding) => {
    const message =
      finding.message.length > MAX_MESSAGE ? `${finding.message.slice(0, MAX_MESSAGE)}…` : finding.message;
    const [on] = finding.on;
    const owner = on && (controllers(on, byUid).at(-1) ?? on);
    const whose = owner ? `${owner.kind}/${owner.metadata.name}` : finding.object.split("/", 1)[0];
    const key = `${whose ?? ""} ${finding.container ?? ""} ${finding.reason}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...finding, message }];
  });
}
