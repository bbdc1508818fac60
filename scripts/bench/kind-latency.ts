import { request, type RequestOptions } from "node:https";
import { readKubeConfig } from "#clusters/kubernetes/api/kubeconfig.ts";
import type { Cluster } from "#core/cluster.ts";

const samples = 100;

/**
 * How much later, in milliseconds, our listener has a change than a bare `node:https` watch of the same ConfigMap in the
 * same run. What the cluster itself needs is in both, so it is not in the difference, which can be below zero.
 * `cluster` must be the one that the current kubeconfig leads to.
 */
export async function benchLatency(
  cluster: Cluster,
): Promise<{ samples: number; medianMilliseconds: number; worstMilliseconds: number }> {
  const namespace = await cluster.createNamespace("bench", "baseline");
  const over = new AbortController();
  try {
    const ours = createArrivals();
    const bare = createArrivals();
    const query = { apiVersion: "v1", kind: "ConfigMap", namespace, name: "bench" };
    const change = async (sample: number): Promise<void> => {
      const arrived = Promise.all([ours.of(sample), bare.of(sample)]);
      const { apiVersion, kind } = query;
      const metadata = { name: "bench", namespace };
      await cluster.apply({ apiVersion, kind, metadata, data: { sample: `#${sample}#` } }, "grader");
      const [ourTime, bareTime] = await arrived;
      differences.push(ourTime - bareTime);
    };
    const differences: number[] = [];

    await watchBare(`/api/v1/namespaces/${namespace}/configmaps?watch=1`, bare.see, over.signal);
    const listed = Promise.withResolvers<void>();
    const changed = (objects: object[]): void => {
      ours.see(JSON.stringify(objects));
      listed.resolve();
    };
    cluster.watch(query, { changed, failed: listed.reject }, over.signal);
    await listed.promise;
    for (let sample = 0; sample < samples; sample++) await change(sample);

    const sorted = differences.sort((a, b) => a - b);
    return {
      samples,
      medianMilliseconds: sorted[Math.floor(samples / 2)] ?? Number.NaN,
      worstMilliseconds: sorted.at(-1) ?? Number.NaN,
    };
  } finally {
    over.abort();
    await cluster.deleteNamespace(namespace);
  }
}

interface Arrivals {
  see: (text: string) => void;
  /** Resolves with the time, in milliseconds, when the sample is seen. */
  of: (sample: number) => Promise<number>;
}

/** Notes the time at which each sample's mark, `#7#`, is first seen in a text. */
function createArrivals(): Arrivals {
  const waiting = new Map<number, (time: number) => void>();
  return {
    see: (text) => {
      const now = performance.now();
      const sample = Number(/#(\d+)#/.exec(text)?.[1]);
      waiting.get(sample)?.(now);
      waiting.delete(sample);
    },
    of: async (sample) => await new Promise((resolve) => waiting.set(sample, resolve)),
  };
}

/** Resolves when the stream is open. */
async function watchBare(path: string, see: (text: string) => void, signal: AbortSignal): Promise<void> {
  const config = readKubeConfig();
  const options: RequestOptions = { signal };
  await config.applyToHTTPSOptions(options);
  await new Promise<void>((resolve, reject) => {
    const sent = request(`${config.getCurrentCluster()?.server}${path}`, options, (response) => {
      response.on("data", (chunk: Buffer) => see(chunk.toString()));
      response.on("error", () => undefined);
      resolve();
    });
    sent.on("error", reject);
    sent.end();
  });
}
