import { type ContainerReference, RefusedError } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { Exec, Logs, ObjectSelector } from "#core/generated/lab.ts";
import { listSelection } from "./selection.ts";
import type { Item } from "./sight.ts";

/** A command that runs longer than this hangs. */
const EXEC_SECONDS = 5;

/** Reads the logs of each Pod; or why there is none yet. */
export async function readLogs(place: Place, { pods, container, previous }: Logs): Promise<Item[]> {
  return await fromEachPod(place, pods, async (pod) => ({
    text: await place.cluster.logs({ ...pod, container }, { previous }),
  }));
}

/** Runs the command in each Pod, side by side; where it could not run or did not end in time, why. */
export async function runCommand(
  place: Place,
  { pods, container, command }: Exec,
  signal: AbortSignal,
): Promise<Item[]> {
  const { cluster } = place;
  return await fromEachPod(place, pods, async (pod) => {
    const over = new AbortController();
    const stop = AbortSignal.any([signal, over.signal]);
    const late = cluster.clock.sleep(EXEC_SECONDS * 1000, stop).then(() => {
      over.abort();
      throw new RefusedError("Timeout", `the command did not end within ${EXEC_SECONDS} s`);
    });
    const run = cluster.exec({ ...pod, container }, command, stop);
    // Whoever loses the race has nothing to say any more.
    run.catch(() => undefined);
    late.catch(() => undefined);
    try {
      return { ...(await Promise.race([run, late])) };
    } finally {
      over.abort();
    }
  });
}

async function fromEachPod(
  place: Place,
  selector: ObjectSelector,
  read: (pod: ContainerReference) => Promise<Record<string, unknown>>,
): Promise<Item[]> {
  const pods = await listSelection(place, selector);
  return await Promise.all(
    pods.map(async ({ metadata: { name: pod, namespace = place.namespace } }): Promise<Item> => {
      const value = await read({ namespace, pod }).catch((error: unknown) => {
        if (error instanceof RefusedError) return { error: error.message };
        throw error;
      });
      return { name: `Pod/${pod}`, value: { pod, ...value } };
    }),
  );
}
