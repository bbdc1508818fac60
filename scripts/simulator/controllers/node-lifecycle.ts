import type { Json } from "#core/json.ts";
import { type Condition, conditionsOf, conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import type { ControllerWorld, Look } from "./controller.ts";
import { wantedTaints } from "./node-taints.ts";

/** `--node-monitor-grace-period` and `--node-monitor-period` of v1.36. */
const GRACE_MILLISECONDS = 50_000;
const MONITOR_MILLISECONDS = 5000;

/**
 * The controller that notices when a kubelet falls silent: it takes the node's conditions for unknown, taints it, and
 * takes its Pods for not ready. `heartbeat` is the time of the kubelet's last sign of life, in milliseconds.
 */
export function nodeLifecycle(world: ControllerWorld, heartbeat: (node: string) => number): Look {
  /** When a change of each node's heartbeat was seen last: no clocks of two machines are ever compared. */
  const seen = new Map<string, { heartbeat: number; at: number }>();
  let next = 0;

  async function monitor(node: KubernetesObject): Promise<void> {
    const { name } = node.metadata;
    const last = heartbeat(name);
    if (seen.get(name)?.heartbeat !== last) seen.set(name, { heartbeat: last, at: world.now() });
    const silent = world.now() - seen.get(name)!.at > GRACE_MILLISECONDS;
    if (!silent || conditionStatus(node, "Ready") === "Unknown") return;
    await changeObject(world.storeOf("v1/Node"), node.metadata, (stored) => takeForUnknown(stored, world.now()));
    await world.say(node, {
      type: "Normal",
      reason: "NodeNotReady",
      message: `Node ${name} status is now: NodeNotReady`,
      component: "node-controller",
    });
    await takePodsForNotReady(world, name);
  }

  return async () => {
    if (world.now() >= next) {
      next = world.now() + MONITOR_MILLISECONDS;
      for (const node of world.nodes()) await monitor(node);
    }
    for (const node of world.nodes()) await taint(world, node);
  };
}

function takeForUnknown(node: KubernetesObject, now: number): boolean {
  if (conditionStatus(node, "Ready") === "Unknown") return false;
  const conditions = conditionsOf(node).map((condition): Condition => ({
    ...condition,
    status: "Unknown",
    reason: "NodeStatusUnknown",
    message: "Kubelet stopped posting node status.",
    lastTransitionTime: new Date(now).toISOString(),
  }));
  node.status = { ...(node.status as object), conditions } as Json;
  return true;
}

async function takePodsForNotReady(world: ControllerWorld, node: string): Promise<void> {
  const there = world.pods().filter(({ spec }) => (spec as { nodeName?: string }).nodeName === node);
  for (const pod of there.filter((one) => conditionStatus(one, "Ready") === "True")) {
    await changeObject(world.storeOf("v1/Pod"), pod.metadata, (stored) => {
      const ready = conditionsOf(stored).find(({ type }) => type === "Ready");
      if (ready?.status !== "True") return false;
      Object.assign(ready, { status: "False", lastTransitionTime: new Date(world.now()).toISOString() });
      return true;
    });
    await world.say(pod, {
      type: "Warning",
      reason: "NodeNotReady",
      message: "Node is not ready",
      component: "node-controller",
    });
  }
}

async function taint(world: ControllerWorld, node: KubernetesObject): Promise<void> {
  const now = new Date(world.now()).toISOString();
  if (!wantedTaints(node, now)) return;
  await changeObject(world.storeOf("v1/Node"), node.metadata, (stored) => {
    const taints = wantedTaints(stored, now);
    if (!taints) return false;
    const { taints: _, ...spec } = stored.spec as { taints?: Json; [field: string]: Json | undefined };
    stored.spec = (taints.length > 0 ? { ...spec, taints } : spec) as Json;
    return true;
  });
}
