import {
  conditionFindings,
  containerFindings,
  eventFindings,
  type Finding,
  schedulingFindings,
  serviceFindings,
} from "#core/findings.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import type { Place } from "#core/watch-sight.ts";

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
  const warnings = events.flatMap((event) => eventFindings(event, objects));
  const [ended, stuck] = partition(pods.flatMap(containerFindings), ({ reason }) => ENDED.test(reason));
  const findings = [
    ...stuck,
    ...pods.flatMap(schedulingFindings),
    ...[...deployments, ...replicaSets].flatMap(conditionFindings),
    ...services.flatMap((service) => serviceFindings(service, pods)),
    ...warnings.filter((warning) => !repeats(warning, stuck)),
    ...ended,
  ];
  return { findings: distinct(findings).slice(0, MAX_FINDINGS), objects };
}

/** That a container ended is often the effect of what an event tells: the kubelet killed it for a failed probe. */
const ENDED = /^(Completed|Error|Terminated|CrashLoopBackOff)$/;

/** Whether an event only says again that a container cannot start: its state has the same words. */
function repeats({ reason, container }: Finding, stuck: readonly Finding[]): boolean {
  return /^(Failed|BackOff)$/.test(reason) && stuck.some((finding) => finding.container === container);
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
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
