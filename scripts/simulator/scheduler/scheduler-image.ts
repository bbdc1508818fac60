import { type CoreV1Event, type V1Pod, getClock, makeInformer } from "@ngrok/webernetes";
import { ownValue } from "#core/json.ts";
import { untilLeading } from "#simulator/api-server/leadership.ts";
import { type ImageConstructor, type ProcessContext, BaseImage } from "#simulator/webernetes/webernetes.ts";
import { chooseNode } from "./choice.ts";
import { filterNodes } from "./filter.ts";
import { occupy, type SchedulableNode, type SchedulablePod, type SpreadConstraint } from "./objects.ts";
import { unschedulableMessage } from "./unschedulable-message.ts";

/** kube-scheduler, in the place of webernetes' own, which honours nothing but `nodeName`. */
export const schedulerImage: ImageConstructor = class extends BaseImage {
  static readonly imageName = "webernetes/kube-scheduler";
  static readonly imageVersion = "1.0";
  readonly defaultCommand = ["kube-scheduler"];
  override async exec(process: ProcessContext): Promise<number> {
    await untilLeading(process);
    return await schedule(process);
  }
};

/** Looks at all Pods without a node whenever a Pod or a Node changed, until the process is killed. */
async function schedule(process: ProcessContext): Promise<number> {
  const { corev1 } = process.api;
  const pods = makeInformer(process.kubeConfig, "/api/v1/pods", () => corev1.listPodForAllNamespaces());
  const nodes = makeInformer(process.kubeConfig, "/api/v1/nodes", () => corev1.listNode());
  let changed = false;
  let round: Promise<void> | undefined;
  const wake = (): void => {
    changed = true;
    round ??= rounds().finally(() => (round = undefined));
  };
  async function rounds(): Promise<void> {
    while (changed && !process.err()) {
      changed = false;
      // Most changes are about Pods that have their node.
      if (!pods.list().some(isWaiting)) continue;
      await scheduleAll(process).catch(() => process.setTimeout(wake, 1000));
    }
  }
  pods.on("change", wake);
  nodes.on("change", wake);
  await Promise.all([pods.start(), nodes.start()]);
  const exitCode = await process.waitUntilKilled();
  await Promise.all([pods.stop(), nodes.stop()]);
  return exitCode;
}

/** What is known of the cluster at the beginning of a round, and what the round has done since. */
interface Snapshot {
  nodes: SchedulableNode[];
  pods: SchedulablePod[];
}

async function scheduleAll(process: ProcessContext): Promise<void> {
  const { corev1 } = process.api;
  const nodes = (await corev1.listNode()).items as SchedulableNode[];
  const pods = (await corev1.listPodForAllNamespaces()).items;
  const snapshot = { nodes, pods: pods as SchedulablePod[] };
  const waiting = pods.filter(isWaiting).sort((left, right) => age(left) - age(right));
  for (const pod of waiting) await scheduleOne(process, pod, snapshot);
}

function isWaiting({ metadata, spec }: V1Pod): boolean {
  return !spec?.nodeName && !metadata?.deletionTimestamp && spec?.schedulerName === "default-scheduler";
}

function age({ metadata }: V1Pod): number {
  return Number(metadata?.creationTimestamp);
}

async function scheduleOne(process: ProcessContext, pod: V1Pod, { nodes, pods }: Snapshot): Promise<void> {
  const { corev1 } = process.api;
  const { name = "", namespace = "" } = pod.metadata ?? {};
  const { feasible, rejections } = filterNodes(pod as SchedulablePod, nodes, pods);
  const fallback = defaultSpread(await selectorsOf(process, pod as SchedulablePod));
  const node = chooseNode(pod as SchedulablePod, feasible, occupy(nodes, pods), fallback)?.metadata.name;
  if (node === undefined) return await explain(process, pod, unschedulableMessage(rejections));
  const binding = { metadata: { name, namespace }, target: { apiVersion: "v1", kind: "Node", name: node } };
  await corev1.createNamespacedPodBinding({ name, namespace, body: binding });
  pod.spec!.nodeName = node;
  await tell(process, pod, "Normal", "Scheduled", `Successfully assigned ${namespace}/${name} to ${node}`);
}

/** The labels by which the Services of a Pod and its ReplicaSet select it. */
async function selectorsOf(process: ProcessContext, { metadata }: SchedulablePod): Promise<Record<string, string>[]> {
  const { namespace, labels = {} } = metadata;
  const services = (await process.api.corev1.listNamespacedService({ namespace })).items;
  const selectors = services
    .map(({ spec }) => spec?.selector ?? {})
    .filter((selector) => Object.keys(selector).length > 0)
    .filter((selector) => Object.entries(selector).every(([key, value]) => ownValue(labels, key) === value));
  const owner = metadata.ownerReferences?.find(({ kind, controller }) => controller && kind === "ReplicaSet");
  if (!owner) return selectors;
  const replicaSet = await process.api.appsv1
    .readNamespacedReplicaSet({ name: owner.name, namespace })
    .catch(() => undefined);
  return [...selectors, replicaSet?.spec?.selector.matchLabels ?? {}];
}

/** kube-scheduler's own constraints, for a Pod that has none and that Services or a ReplicaSet select. */
function defaultSpread(selectors: Record<string, string>[]): SpreadConstraint[] {
  const matchLabels = Object.assign({}, ...selectors) as Record<string, string>;
  if (Object.keys(matchLabels).length === 0) return [];
  return [
    { maxSkew: 3, topologyKey: "kubernetes.io/hostname" },
    { maxSkew: 5, topologyKey: "topology.kubernetes.io/zone" },
  ].map((constraint) => ({ ...constraint, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels } }));
}

/** Says so once, in an event and in the Pod's condition, until there is something else to say. */
async function explain(process: ProcessContext, pod: V1Pod, message: string): Promise<void> {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "PodScheduled");
  const before = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (before?.message === message) return;
  const { name = "", namespace = "", generation } = pod.metadata ?? {};
  const condition = {
    type: "PodScheduled",
    status: "False",
    reason: "Unschedulable",
    message,
    observedGeneration: generation,
    lastProbeTime: null,
    lastTransitionTime: before?.lastTransitionTime ?? now(process),
  };
  const status = { ...pod.status, conditions: [...others, condition] } as V1Pod["status"];
  await process.api.corev1.replaceNamespacedPodStatus({ name, namespace, body: { ...pod, status } });
  await tell(process, pod, "Warning", "FailedScheduling", message);
}

async function tell(process: ProcessContext, pod: V1Pod, type: string, reason: string, message: string): Promise<void> {
  const { name = "", namespace = "", uid, resourceVersion } = pod.metadata ?? {};
  const body: CoreV1Event = {
    metadata: { generateName: `${name}.`, namespace },
    involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid, resourceVersion },
    type,
    reason,
    message,
    source: { component: "default-scheduler" },
    reportingComponent: "default-scheduler",
    reportingInstance: "",
    count: 1,
    firstTimestamp: now(process),
    lastTimestamp: now(process),
  };
  await process.api.corev1.createNamespacedEvent({ namespace, body });
}

function now(process: ProcessContext): Date {
  return getClock(process).now();
}
