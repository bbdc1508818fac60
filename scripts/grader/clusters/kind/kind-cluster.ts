import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import spawn from "nano-spawn";
import { createCluster } from "#clusters/kind/creation.ts";
import type { Creation } from "#clusters/kind/creation.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { requireTools } from "#clusters/kind/tools.ts";

export interface KindOptions extends Creation {
  /** Makes a new cluster even where one is there. */
  fresh?: boolean;
}

/**
 * Makes the kind cluster of that name, or reuses it, and resolves when all nodes and CoreDNS are ready. The kubeconfig is
 * a file of our own, so the user's current context stays. Rejects with `KindError` where no cluster can be had.
 */
export async function ensureKindCluster(options: KindOptions): Promise<{ kubeconfig: string }> {
  const { name, onProgress, signal } = options;
  await requireTools(signal);
  const kubeconfig = resolve(".checkride", `kind-${name}.kubeconfig`);
  await mkdir(dirname(kubeconfig), { recursive: true });
  const nodes = await nodesOf(name, signal);
  if (nodes.length > 0) {
    const obstacle = options.fresh ? "a new one is asked for" : await reuse(options, kubeconfig, nodes);
    if (obstacle === undefined) return { kubeconfig };
    onProgress(`Making the kind cluster "${name}" anew: ${obstacle}`);
    await spawn("kind", ["delete", "cluster", "--name", name, "--kubeconfig", kubeconfig], { signal });
  }
  await createCluster(options, kubeconfig);
  onProgress("Waiting for the nodes and CoreDNS");
  await clusterReady(kubeconfig, options.workers + 1, signal);
  return { kubeconfig };
}

/** Names of the cluster's containers, those that are stopped too; none where there is no such cluster. */
async function nodesOf(name: string, signal: AbortSignal): Promise<string[]> {
  const { stdout } = await spawn("kind", ["get", "nodes", "--name", name], { signal });
  return stdout.split("\n").filter((line) => line.startsWith(`${name}-`));
}

/** Brings the cluster back to use; resolves with the reason why it cannot be used, or with nothing. */
async function reuse(
  { name, workers, onProgress, signal }: KindOptions,
  kubeconfig: string,
  nodes: string[],
): Promise<string | undefined> {
  if (nodes.length !== workers + 1) return `nodes it has: ${nodes.length}, nodes wanted: ${workers + 1}`;
  onProgress(`Reusing the kind cluster "${name}"`);
  try {
    // Does nothing to a node that runs.
    await spawn("docker", ["start", ...nodes], { signal });
    await spawn("kind", ["export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfig], { signal });
    await clusterReady(kubeconfig, nodes.length, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
