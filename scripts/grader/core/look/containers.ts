import { type ContainerReference, RefusedError } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { Exec, Logs, ObjectSelector } from "#core/generated/lab.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { listSelection } from "./selection.ts";
import type { Item } from "./sight.ts";

/** A command that runs longer than this hangs. */
const EXEC_SECONDS = 5;

/** Reads the logs of that container of each Pod, or of all its containers; or why there is none yet. */
export async function readLogs(place: Place, { pods, container, previous }: Logs): Promise<Item[]> {
  const namesIn = ({ spec }: KubernetesObject): (string | undefined)[] => {
    const { containers = [] } = (spec ?? {}) as { containers?: { name: string }[] };
    return container === undefined && containers.length > 0 ? containers.map(({ name }) => name) : [container];
  };
  const read = async (pod: ContainerReference) => ({ text: await place.cluster.logs(pod, { previous }) });
  return await fromEachContainer(place, pods, namesIn, read);
}

/** Runs the command in each Pod, side by side; where it could not run or did not end in time, why. */
export async function runCommand(
  place: Place,
  { pods, container, command }: Exec,
  signal: AbortSignal,
): Promise<Item[]> {
  const { cluster } = place;
  return await fromEachContainer(
    place,
    pods,
    () => [container],
    async (of) => {
      const over = new AbortController();
      const stop = AbortSignal.any([signal, over.signal]);
      const late = cluster.clock.sleep(EXEC_SECONDS * 1000, stop).then(() => {
        over.abort();
        throw new RefusedError("Timeout", `the command did not end within ${EXEC_SECONDS} s`);
      });
      const run = cluster.exec(of, command, stop);
      // Whoever loses the race has nothing to say any more.
      run.catch(() => undefined);
      late.catch(() => undefined);
      try {
        return { ...(await Promise.race([run, late])) };
      } finally {
        over.abort();
      }
    },
  );
}

async function fromEachContainer(
  place: Place,
  selector: ObjectSelector,
  namesIn: (pod: KubernetesObject) => (string | undefined)[],
  read: (container: ContainerReference) => Promise<Record<string, unknown>>,
): Promise<Item[]> {
  const pods = await listSelection(place, selector);
  const references = pods.flatMap((pod) =>
    namesIn(pod).map((container): ContainerReference => {
      const { name, namespace = place.namespace } = pod.metadata;
      return { namespace, pod: name, ...(container !== undefined && { container }) };
    }),
  );
  return await Promise.all(
    references.map(async (reference): Promise<Item> => {
      const { pod } = reference;
      const value = await read(reference).catch((error: unknown) => {
        if (error instanceof RefusedError) return { error: error.message };
        throw error;
      });
      return { name: `Pod/${pod}`, value: { pod, ...value } };
    }),
  );
}
