import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import spawn from "nano-spawn";
import { KUBERNETES_VERSION, minorRelease } from "#core/kubernetes/version.ts";
import { createCluster, type Creation } from "./creation.ts";
import { KindError } from "./kind-error.ts";
import { type ClusterLock, lockCluster } from "./lock.ts";
import { startPrograms, startStaticPods } from "./machines.ts";
import { clusterReady } from "./ready.ts";
import { requireTools } from "./tools.ts";

export interface KindOptions extends Creation {
  /** Makes a new cluster even where one is there. */
  fresh?: boolean;
}

/**
 * Makes the kind cluster of that name, or reuses it, and resolves when all nodes and CoreDNS are ready. This process has it for
 * itself until it ends. Rejects with `KindError` where no cluster can be had.
 */
export async function ensureKindCluster(options: KindOptions): Promise<{ kubeconfig: string }> {
  await requireTools(options.signal);
  const lock = await lockKindCluster(options);
  await lock.alone();
  return await makeOrReuse(options, lock);
}

/** The same for as long as it is needed: alone, or beside other processes that share the cluster. `release` lets go of it. */
export async function takeKindCluster(
  options: KindOptions & { alone: boolean },
): Promise<{ kubeconfig: string; release: () => void }> {
  await requireTools(options.signal);
  const lock = await lockKindCluster(options);
  try {
    if (options.alone) await lock.alone();
    const made = await makeOrReuse(options, lock);
    if (!options.alone) await lock.share();
    return { ...made, release: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Reusing a healthy cluster changes nothing for those that share it; a new one is made when they are done. */
async function makeOrReuse(options: KindOptions, lock: ClusterLock): Promise<{ kubeconfig: string }> {
  const { name, onProgress, signal } = options;
  const kubeconfig = kubeconfigOf(name);
  await mkdir(dirname(kubeconfig), { recursive: true });
  const nodes = await nodesOf(name, signal);
  if (nodes.length > 0) {
    const obstacle = options.fresh ? "a new one is asked for" : await reuse(options, kubeconfig, nodes);
    if (obstacle === undefined) return { kubeconfig };
    await lock.alone();
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

/** Waits until no other process of this machine has the kind cluster of that name for itself; those that share it are not waited for. */
export async function lockKindCluster({
  name,
  onProgress,
  signal,
}: Pick<KindOptions, "name" | "onProgress" | "signal">): Promise<ClusterLock> {
  return await lockCluster(name, {
    onWait: (holders, file) => onProgress(`Waiting for ${whoUses(holders, name)} (${file})`),
    signal,
  });
}

/** `process 12 and process 14, which use the kind cluster "checkride"`. */
function whoUses(processes: number[], name: string): string {
  const uses = processes.length === 1 ? "uses" : "use";
  return `${processes.map((id) => `process ${id}`).join(" and ")}, which ${uses} the kind cluster "${name}"`;
}

/**
 * Deletes the kind cluster of that name; one that is not there is no error. Where other processes use it, it stays, and
 * `onProgress` is told.
 */
export async function deleteKindCluster(name: string, onProgress: (text: string) => void): Promise<void> {
  const inUse = new AbortController();
  const onWait = (holders: number[]): void => {
    onProgress(`The kind cluster "${name}" is not deleted, because of ${whoUses(holders, name)}`);
    inUse.abort();
  };
  try {
    const lock = await lockCluster(name, { onWait, signal: inUse.signal });
    try {
      await lock.alone();
      await spawn("kind", ["delete", "cluster", "--name", name, "--kubeconfig", kubeconfigOf(name)]);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!inUse.signal.aborted) throw error;
  }
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
