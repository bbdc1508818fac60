import type { Context } from "#core/context.ts";
import type { ScaleAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { referenceTo } from "#core/look/selection.ts";
import { patchObject } from "./changes.ts";

/** The pause between two looks, in milliseconds. */
const PAUSE = 500;

/** Asks for another number of replicas; a mismatch if the object is not there or asks for this number already, with `untilReady` also if so many are not Ready after `within` milliseconds. */
export async function scale(
  context: Context,
  { object: name, replicas, untilReady }: ScaleAct,
  within: number,
  signal: AbortSignal,
): Promise<Mismatch | undefined> {
  const { cluster } = context;
  const [before] = await cluster.list(referenceTo(context, name));
  if ((before?.spec as { replicas?: number } | undefined)?.replicas === replicas)
    return {
      object: `${name.kind}/${name.name}`,
      path: "spec.replicas",
      expected: `not ${replicas} yet`,
      actual: replicas,
    };
  const missing = await patchObject(context, name, { spec: { replicas } });
  if (missing || !untilReady) return missing;
  const end = cluster.clock.now() + within;
  for (;;) {
    const [object] = await cluster.list(referenceTo(context, name));
    const { readyReplicas = 0 } = (object?.status ?? {}) as { readyReplicas?: number };
    if (readyReplicas === replicas) return undefined;
    const mismatch = { object: `${name.kind}/${name.name}`, path: "status.readyReplicas", expected: replicas };
    if (cluster.clock.now() >= end) return { ...mismatch, actual: readyReplicas };
    await cluster.clock.sleep(PAUSE, signal);
  }
}
