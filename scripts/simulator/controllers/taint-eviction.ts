import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { tolerates } from "#core/kubernetes/taints.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import type { SchedulablePod, Taint } from "#simulator/scheduler/objects.ts";
import type { ControllerWorld, Look } from "./controller.ts";
import { setCondition } from "./set-condition.ts";

/**
 * The controller that deletes Pods from nodes with a `NoExecute` taint: at once where a Pod does not tolerate it, and
 * after the shortest `tolerationSeconds` where it does for a while. `remove` deletes a Pod with its own grace period.
 */
export function taintEviction(world: ControllerWorld, remove: (pod: KubernetesObject) => Promise<void>): Look {
  /** When each Pod has to go, in milliseconds, by its uid. */
  const due = new Map<string, number>();

  async function say(pod: KubernetesObject, message: string): Promise<void> {
    const component = "taint-eviction-controller";
    await world.say(pod, { type: "Normal", reason: "TaintManagerEviction", message, component });
  }

  async function evict(pod: KubernetesObject): Promise<void> {
    await say(pod, `Marking for deletion Pod ${fullName(pod)}`);
    await changeObject(world.storeOf("v1/Pod"), pod.metadata, (stored) => markDisrupted(stored, world.now()));
    await remove(pod);
  }

  async function look(pod: KubernetesObject, taints: Taint[]): Promise<void> {
    const { uid = "" } = pod.metadata;
    const patience = patienceOf(pod as SchedulablePod & KubernetesObject, taints);
    if (patience === Infinity) {
      if (!due.delete(uid)) return;
      return await say(pod, `Cancelling deletion of Pod ${fullName(pod)}`);
    }
    const at = Math.min(due.get(uid) ?? Infinity, world.now() + patience * 1000);
    due.set(uid, at);
    if (world.now() < at) return;
    due.delete(uid);
    await evict(pod);
  }

  return async () => {
    const taints = new Map(world.nodes().map((node) => [node.metadata.name, executing(node)]));
    for (const pod of world.pods()) {
      const { nodeName } = pod.spec as { nodeName?: string };
      if (nodeName === undefined || pod.metadata.deletionTimestamp) continue;
      await look(pod, taints.get(nodeName) ?? []);
    }
  };
}

function fullName({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function executing(node: KubernetesObject): Taint[] {
  const { taints = [] } = (node.spec ?? {}) as { taints?: Taint[] };
  return taints.filter(({ effect }) => effect === "NoExecute");
}

/** How many seconds the Pod may stay: 0 where it tolerates one of the taints not at all, Infinity where nothing ends it. */
function patienceOf({ spec }: SchedulablePod, taints: Taint[]): number {
  if (taints.length === 0) return Infinity;
  const { tolerations = [] } = spec;
  const used = taints.map((taint) => tolerations.filter((toleration) => tolerates(toleration, taint)));
  if (used.some((matching) => matching.length === 0)) return 0;
  return Math.min(...used.flat().map(({ tolerationSeconds = Infinity }) => Math.max(0, tolerationSeconds)));
}

function markDisrupted(pod: KubernetesObject, now: number): boolean {
  return setCondition(pod, {
    type: "DisruptionTarget",
    status: "True",
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
    lastProbeTime: null,
    lastTransitionTime: new Date(now).toISOString(),
  });
}
