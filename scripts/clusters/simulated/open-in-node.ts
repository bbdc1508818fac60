import type { Cluster } from "#core/cluster.ts";

/** Opens a simulated cluster in Node, which has to be told first how webernetes names its own files. Loads its code only when called. */
export async function openInNode(options: { workers: number }): Promise<Cluster> {
  await import("#simulator/webernetes/node-resolver.ts");
  const { openSimulatedCluster } = await import("./cluster.ts");
  return await openSimulatedCluster(options);
}
