import { RefusedError } from "#core/cluster.ts";
import type { Context } from "#core/context.ts";
import { putBack } from "#core/disturbances.ts";
import { milliseconds } from "#core/duration.ts";
import type { Act, NodeChoice, StopAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { Json } from "#core/json.ts";
import { decoded } from "#core/kubernetes/decoding/decoded.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { applyObject, patchObject } from "./changes.ts";
import { runOnce } from "./command.ts";
import { deleteObjects } from "./deletion.ts";
import { cordon, drain } from "./drain.ts";
import { chooseNode } from "./node-choice.ts";
import { start, stopComponent, stopControlPlane, stopNode, stopProgram } from "./power.ts";

/**
 * Does to the cluster what a check says, step by step; a mismatch where there is not what a step needs, or where it is
 * not done within `within` milliseconds. Rejects where the API refuses it, which is the lab's fault.
 */
export async function perform(
  acts: readonly Act[],
  context: Context,
  within: number,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  for (const act of acts) {
    signal.throwIfAborted();
    const missing = await step(act, context, within, signal).catch((error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      throw new Error(`the API server refused the act \`${Object.keys(act).join()}\`: ${error.message}`, {
        cause: error,
      });
    });
    if (missing) return missing;
  }
  return undefined;
}

async function step(act: Act, context: Context, within: number, signal: AbortSignal): Promise<Mismatch | undefined> {
  const onNode = (choice: NodeChoice, work: NodeWork) => workOnNode(context, choice, work);
  if (act.delete) return await deleteObjects(context, act.delete);
  if (act.scale) return await patchObject(context, act.scale.object, { spec: { replicas: act.scale.replicas } });
  if (act.patch) return await patchObject(context, act.patch.object, act.patch.merge);
  if (act.apply) await applyObject(context, decoded(act.apply.object as Json) as unknown as KubernetesObject);
  if (act.exec) return await runOnce(context, act.exec, signal);
  if (act.uncordon) await putBack(context.disturbances, "cordoned");
  if (act.cordon) return await onNode(act.cordon, (node) => cordon(context, node));
  if (act.drain) return await onNode(act.drain, (node) => drain(context, node, within, signal));
  if (act.stop) return await stop(context, act.stop);
  if (act.wait) await context.cluster.clock.sleep(milliseconds(act.wait), signal);
  if (act.start) await start(context, act.start);
  return undefined;
}

async function stop(context: Context, { runningMostOf, program, controlPlane, component }: StopAct) {
  if (component) await stopComponent(context, component);
  if (controlPlane) await stopControlPlane(context);
  if (!runningMostOf) return undefined;
  return await workOnNode(context, { runningMostOf }, (node) =>
    program ? stopProgram(context, node, program) : stopNode(context, node),
  );
}

type NodeWork = (node: string) => Promise<Mismatch | undefined | void>;

/** Does something to the node that is chosen; a mismatch if no node is chosen, or where that could not be done. */
async function workOnNode(context: Context, choice: NodeChoice, work: NodeWork): Promise<Mismatch | undefined> {
  const chosen = await chooseNode(context, choice);
  return chosen.missing ?? (await work(chosen.node)) ?? undefined;
}
