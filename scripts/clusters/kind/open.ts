import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { protectNamespaces } from "#clusters/kubernetes/namespaces/policy.ts";
import type { Cluster } from "#core/cluster.ts";
import { type KindOptions, takeKindCluster } from "./kind-cluster.ts";
import { kindMachines } from "./machines.ts";
import { nodeImage } from "./node-image.ts";

/**
 * Makes or reuses the kind cluster of that name, and opens it: alone, or beside other processes, until it is closed. Rejects
 * as {@link takeKindCluster} does.
 */
export async function openKindCluster(options: KindOptions & { alone: boolean }): Promise<Cluster> {
  const { kubeconfig, release } = await takeKindCluster(options);
  try {
    const cluster = await openKubernetesCluster({ kubeconfig, machines: kindMachines });
    await protectNamespaces(cluster);
    const image = await nodeImage(`${options.name}-control-plane`, options.signal);
    const close = async (): Promise<void> => await cluster.close().finally(release);
    return { ...cluster, close, ...(image !== undefined && { image }) };
  } catch (error) {
    release();
    throw error;
  }
}
