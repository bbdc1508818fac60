import { applyObject, patchObject } from "./changes.ts";
import { runOnce } from "./command.ts";
import { deleteObjects } from "./deletion.ts";
import { cordon, drain } from "./drain.ts";
import { putBack } from "#core/disturbances.ts";
import { chooseNode } from "./node-choice.ts";
import { start, stopComponent, stopControlPlane, stopNode, stopProgram } from "./power.ts";
import type { Stage } from "./stage.ts";
import { RefusedError } from "#core/cluster.ts";
import { milliseconds } from "#core/duration.ts";
import type { Act, NodeChoice, StopAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/**
 * Does to the cluster what a check says, step by step; a mismatch where there is not what a step needs, or where it is
 * not done within `within` milliseconds. Rejects where the API refuses it, which is the lab's fault.
 */
export async function perform(
  acts: readonly Act[],
  stage: Stage,
  within: number,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  for (const act of acts) {
    signal.throwIfAborted();
    const missing = await step(act, stage, within, signal).catch((error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      throw new Error(`the API server refused the act \`${Object.keys(act).join()}\`: ${error.message}`, {
        cause: error,
      });
    });
    if (missing) return missing;
  }
  return undefined;
}

async function step(act: Act, stage: Stage, within: number, signal: AbortSignal): Promise<Mismatch | undefined> {
  const onNode = (choice: NodeChoice, work: NodeWork) => workOnNode(stage, choice, work);
  if (act.delete) return await deleteObjects(stage, act.delete);
  if (act.scale) return await patchObject(stage, act.scale.object, { spec: { replicas: act.scale.replicas } });
  if (act.patch) return await patchObject(stage, act.patch.object, act.patch.merge);
  if (act.apply) await applyObject(stage, act.apply.object as KubernetesObject);
  if (act.exec) return await runOnce(stage, act.exec, signal);
  if (act.uncordon) await putBack(stage.disturbances, "cordoned");
  if (act.cordon) return await onNode(act.cordon, (node) => cordon(stage, node));
  if (act.drain) return await onNode(act.drain, (node) => drain(stage, node, within, signal));
  if (act.stop) return await stop(stage, act.stop);
  if (act.wait) await stage.place.cluster.clock.sleep(milliseconds(act.wait), signal);
  if (act.start) await start(stage, act.start);
  return undefined;
}

async function stop(stage: Stage, { runningMostOf, program, controlPlane, component }: StopAct) {
  if (component) await stopComponent(stage, component);
  if (controlPlane) await stopControlPlane(stage);
  if (!runningMostOf) return undefined;
  return await workOnNode(stage, { runningMostOf }, (node) =>
    program ? stopProgram(stage, node, program) : stopNode(stage, node),
  );
}

type NodeWork = (node: string) => Promise<Mismatch | undefined | void>;

/** Does something to the node that is chosen; a mismatch where there is none, or where that could not be done. */
async function workOnNode(stage: Stage, choice: NodeChoice, work: NodeWork): Promise<Mismatch | undefined> {
  const chosen = await chooseNode(stage.place, choice);
  return chosen.missing ?? (await work(chosen.node)) ?? undefined;
}
