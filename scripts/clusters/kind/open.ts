import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { protectNamespaces } from "#clusters/kubernetes/namespaces/policy.ts";
import type { Cluster } from "#core/cluster.ts";
import { ensureKindCluster, type KindOptions } from "./kind-cluster.ts";
import { kindMachines } from "./machines.ts";
import { nodeImage } from "./node-image.ts";

/** Makes or reuses the kind cluster of that name, and opens it. Rejects as {@link ensureKindCluster} does. */
export async function openKindCluster(options: KindOptions): Promise<Cluster> {
  const { kubeconfig } = await ensureKindCluster(options);
  const cluster = await openKubernetesCluster({ kubeconfig, machines: kindMachines });
  await protectNamespaces(cluster);
  const image = await nodeImage(`${options.name}-control-plane`, options.signal);
  return { ...cluster, ...(image !== undefined && { image }) };
}
