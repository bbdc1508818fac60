import { openPlaceInNode } from "#clusters/simulated/open-in-node.ts";
import type { Cluster } from "#core/cluster.ts";
import type { KubernetesVersion } from "#core/kubernetes/version.ts";
import { type Lab, workersOf } from "#core/lab/lab.ts";
import type { Place } from "#core/context.ts";
import { confirm } from "#commands/cli/confirmation.ts";
import { realPlaces } from "./real.ts";
import { UsageError } from "#commands/cli/usage-error.ts";

export type ClusterChoice = "simulated" | "kind" | "current";

/** The kind cluster that `--cluster kind` makes and uses again. */
export const KIND_CLUSTER = "checkride";

export interface PlaceOptions {
  cluster: ClusterChoice;
  /** All that will be graded: the cluster has as many workers as the largest of them needs. */
  labs: readonly Lab[];
  /** Of the kind cluster; the one that Checkride is about if not said. */
  kubernetes?: KubernetesVersion;
  /** Makes the kind cluster anew. */
  fresh?: boolean;
  say: (text: string) => void;
  signal: AbortSignal;
}

/** Where labs are graded, each in a namespace of its own. */
export interface Places {
  /** Opens the cluster at the first call; a lab of scope `cluster` waits until nobody else uses it. */
  take(lab: Lab): Promise<Place>;
  /** Deletes the namespace and lets the next lab in. */
  leave(place: Place): Promise<void>;
  /** Leaves what was not left, and lets go of the cluster. */
  close(): Promise<void>;
}

/** Places on the learner's choice of cluster. Loads the code of that cluster only, at the first lab. */
export function openPlaces(options: PlaceOptions): Places {
  return options.cluster === "simulated" ? simulatedPlaces() : realPlaces(realCluster(options), options.signal);
}

/** Each lab has a simulated cluster of its own: they cost nothing. */
function simulatedPlaces(): Places {
  const taken = new Set<Place>();
  const leave = async (place: Place): Promise<void> => {
    if (taken.delete(place)) await place.cluster.close();
  };
  return {
    async take(lab) {
      const place = await openPlaceInNode(lab);
      taken.add(place);
      return place;
    },
    leave,
    close: async () => void (await Promise.all([...taken].map(leave))),
  };
}

/** Opens the real cluster with every node Ready, each time it is called; only the first time a fresh one. */
function realCluster({ cluster, labs, kubernetes, fresh = false, say, signal }: PlaceOptions): () => Promise<Cluster> {
  let isFresh = fresh;
  return async () => {
    if (cluster !== "kind") {
      const { openKubernetesCluster } = await import("#clusters/kubernetes/cluster.ts");
      return await openKubernetesCluster();
    }
    const { openKindCluster } = await import("#clusters/kind/open.ts");
    const workers = Math.max(...labs.map(workersOf));
    const version = kubernetes === undefined ? {} : { kubernetes };
    const how = { ...version, fresh: isFresh, onProgress: say, signal };
    const opened = await openKindCluster({ name: KIND_CLUSTER, workers, ...how });
    isFresh = false;
    return opened;
  };
}

/**
 * Shows the name of the current context and asks, before anything else is done or shown; `yes` answers for the person.
 * Other clusters are ours to use. Throws {@link UsageError} where the answer is not yes.
 */
export async function askForCluster({ cluster, yes }: { cluster: ClusterChoice; yes?: boolean }): Promise<void> {
  if (cluster !== "current" || yes) return;
  const { currentContext } = await import("#clusters/kubernetes/api/kubeconfig.ts");
  let context: string;
  try {
    context = currentContext();
  } catch {
    return; // There is nothing to ask about, and opening it says why.
  }
  await confirm(`Grade in a new namespace of the cluster "${context}"?`, "Nothing was graded.");
}

/** Refuses options about kind clusters where the grade is on another one. Throws {@link UsageError}. */
export function requireKind({
  cluster,
  kubernetes,
  fresh,
  keep,
}: {
  cluster: ClusterChoice;
  kubernetes?: KubernetesVersion;
  fresh?: boolean;
  keep?: boolean;
}): void {
  const option = kubernetes ? "--kubernetes" : fresh ? "--fresh" : keep === false ? "--no-keep" : undefined;
  if (option === undefined || cluster === "kind") return;
  throw new UsageError(
    `${option} is about a kind cluster, and none is used here. Next: add --cluster kind, or leave ${option} out.`,
  );
}
