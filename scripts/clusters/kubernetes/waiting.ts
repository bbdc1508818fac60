import type { Cluster, ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/**
 * Resolves with the watched objects as soon as `accept` says true. Rejects after `milliseconds` with what the API said
 * last, or else with `expected` ("the default ServiceAccount"); rejects with the signal's reason when it aborts.
 */
export async function waitFor(
  cluster: Pick<Cluster, "watch" | "clock">,
  query: ObjectQuery,
  accept: (objects: KubernetesObject[]) => boolean,
  { expected, milliseconds, signal }: { expected: string; milliseconds: number; signal?: AbortSignal },
): Promise<KubernetesObject[]> {
  const over = new AbortController();
  const stop = AbortSignal.any([over.signal, ...(signal ? [signal] : [])]);
  try {
    return await new Promise((resolve, reject) => {
      let failure: Error | undefined;
      const changed = (objects: KubernetesObject[]): void => {
        failure = undefined;
        if (accept(objects)) resolve(objects);
      };
      const failed = (error: Error): void => {
        failure = error;
      };
      cluster.watch(query, { changed, failed }, stop);
      cluster.clock
        .sleep(milliseconds, stop)
        .then(
          () => reject(new Error(`${expected}: not there after ${milliseconds / 1_000} s`, { cause: failure })),
          reject,
        );
    });
  } finally {
    over.abort();
  }
}
