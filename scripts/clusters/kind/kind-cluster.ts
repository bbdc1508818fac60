import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import spawn from "nano-spawn";
import { KUBERNETES_VERSION, minorRelease } from "#core/kubernetes/version.ts";
import { createCluster, type Creation } from "./creation.ts";
import { KindError } from "./kind-error.ts";
import { lockCluster } from "./lock.ts";
import { startPrograms, startStaticPods } from "./machines.ts";
import { clusterReady } from "./ready.ts";
import { requireTools } from "./tools.ts";

export interface KindOptions extends Creation {
  /** Makes a new cluster even where one is there. */
  fresh?: boolean;
}

/**
 * Makes the kind cluster of that name, or reuses it, and resolves when all nodes and CoreDNS are ready. Rejects with `KindError` where no cluster can be had.
 */
export async function ensureKindCluster(options: KindOptions): Promise<{ kubeconfig: string }> {
  const { name, onProgress, signal } = options;
  await requireTools(signal);
  await lockKindCluster(options);
  const kubeconfig = kubeconfigOf(name);
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
  const version = await clusterReady(kubeconfig, options.workers + 1, signal);
  const wrong = otherVersion(version, options);
  if (wrong !== undefined)
    throw new KindError(
      `kind made a cluster of another version than it was told. ${wrong}. Next: see which \`kind\` is on the PATH.`,
    );
  return { kubeconfig };
}

/** Says what the cluster has and what is wanted; undefined where that is the same minor release. */
function otherVersion(version: string, { kubernetes = KUBERNETES_VERSION }: KindOptions): string | undefined {
  return minorRelease(version) === kubernetes
    ? undefined
    : `Kubernetes it has: ${version}, Kubernetes wanted: ${kubernetes}`;
}

/** Waits until no other process of this machine uses the kind cluster of that name, and keeps it so. */
export async function lockKindCluster({
  name,
  onProgress,
  signal,
}: Pick<KindOptions, "name" | "onProgress" | "signal">): Promise<void> {
  await lockCluster(name, {
    onWait: (holder, file) =>
      onProgress(`Waiting for process ${holder}, which uses the kind cluster "${name}" (${file})`),
    signal,
  });
}

/** Deletes the kind cluster of that name; one that is not there is no error. */
export async function deleteKindCluster(name: string): Promise<void> {
  await spawn("kind", ["delete", "cluster", "--name", name, "--kubeconfig", kubeconfigOf(name)]);
}

/** A file of our own, so that the user's current context stays. */
const kubeconfigOf = (name: string): string => resolve(".checkride", `kind-${name}.kubeconfig`);

/** Names of the cluster's containers, those that are stopped too; none where there is no such cluster. */
async function nodesOf(name: string, signal: AbortSignal): Promise<string[]> {
  const { stdout } = await spawn("kind", ["get", "nodes", "--name", name], { signal });
  return stdout.split("\n").filter((line) => line.startsWith(`${name}-`));
}

/** Brings the cluster back to use; resolves with the reason why it cannot be used, or with nothing. */
async function reuse(options: KindOptions, kubeconfig: string, nodes: string[]): Promise<string | undefined> {
  const { name, workers, onProgress, signal } = options;
  if (nodes.length !== workers + 1) return `nodes it has: ${nodes.length}, nodes wanted: ${workers + 1}`;
  onProgress(`Reusing the kind cluster "${name}"`);
  try {
    // Does nothing to a node that runs.
    await spawn("docker", ["start", ...nodes], { signal });
    await Promise.all(nodes.map(startPrograms));
    await startStaticPods(`${name}-control-plane`);
    await spawn("kind", ["export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfig], { signal });
    return otherVersion(await clusterReady(kubeconfig, nodes.length, signal), options);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
