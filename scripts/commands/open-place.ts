import { createInterface } from "node:readline/promises";
import type { Cluster } from "#core/cluster.ts";
import { type Lab, workersOf } from "#core/lab.ts";
import type { Place } from "#core/watch-sight.ts";
import { UsageError } from "#commands/usage-error.ts";

export type ClusterChoice = "simulated" | "kind" | "current";

export interface PlaceOptions {
  cluster: ClusterChoice;
  /** Makes the kind cluster anew. */
  fresh: boolean;
  say: (text: string) => void;
  signal: AbortSignal;
}

/** The cluster of the learner's choice and a fresh namespace in it. Loads the code of that cluster only. */
export async function openPlace(lab: Lab, options: PlaceOptions): Promise<Place> {
  const cluster = await openCluster(lab, options);
  try {
    return { cluster, namespace: await cluster.createNamespace(`lab-${lab.id}`) };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

/** Deletes the namespace and lets go of the cluster. */
export async function closePlace({ cluster, namespace }: Place): Promise<void> {
  try {
    await cluster.deleteNamespace(namespace);
  } finally {
    await cluster.close();
  }
}

/** Opens the cluster itself, for those who use it for more than one grade. */
export async function openCluster(lab: Lab, { cluster, fresh, say, signal }: PlaceOptions): Promise<Cluster> {
  if (cluster === "simulated") {
    await import("#simulator/node-resolver.ts");
    const { openSimulatedCluster } = await import("#clusters/simulated/open-simulated-cluster.ts");
    return openSimulatedCluster({ workers: workersOf(lab) });
  }
  const { openKubernetesCluster } = await import("#clusters/kubernetes/cluster.ts");
  if (cluster === "kind") {
    const { ensureKindCluster } = await import("#clusters/kind/kind-cluster.ts");
    const { kubeconfig } = await ensureKindCluster({
      name: "checkride",
      workers: workersOf(lab),
      fresh,
      onProgress: say,
      signal,
    });
    return openKubernetesCluster({ kubeconfig });
  }
  return openKubernetesCluster();
}

/**
 * Shows the name of the current context and asks, before anything else is done or shown; `yes` answers for the person.
 * Other clusters are ours to use. Throws {@link UsageError} where the answer is not yes.
 */
export async function askForCluster({ cluster, yes }: { cluster: ClusterChoice; yes: boolean }): Promise<void> {
  if (cluster !== "current" || yes) return;
  const { currentContext } = await import("#clusters/kubernetes/kubeconfig.ts");
  let context: string;
  try {
    context = currentContext();
  } catch {
    return; // There is nothing to ask about, and opening it says why.
  }
  const question = `Grade in a new namespace of the cluster "${context}"?`;
  if (!process.stdin.isTTY) throw new UsageError(`${question} Say so with --yes.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer)) throw new UsageError("Nothing was graded.");
}
