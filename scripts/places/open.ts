import type { Cluster } from "#core/cluster.ts";
import type { KubernetesVersion } from "#core/kubernetes/version.ts";
import { type Lab, workersOf } from "#core/lab/lab.ts";
import type { Places } from "./places.ts";
import { realPlaces } from "./real.ts";
import { simulatedPlaces } from "./simulated.ts";

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

/** Places on the learner's choice of cluster. Loads the code of that cluster only, at the first lab. */
export function openPlaces(options: PlaceOptions): Places {
  return options.cluster === "simulated" ? simulatedPlaces() : realPlaces(realCluster(options), options.signal);
}

/** Opens the real cluster with every node Ready, each time it is called; only the first time a fresh one. */
function realCluster({
  cluster,
  labs,
  kubernetes,
  fresh = false,
  say,
  signal,
}: PlaceOptions): (alone: boolean) => Promise<Cluster> {
  let isFresh = fresh;
  return async (alone) => {
    if (cluster !== "kind") {
      const { openKubernetesCluster } = await import("#clusters/kubernetes/cluster.ts");
      const { kindMachines } = await import("#clusters/kind/machines.ts");
      return await openKubernetesCluster({ machines: kindMachines });
    }
    const { openKindCluster } = await import("#clusters/kind/open.ts");
    const workers = Math.max(...labs.map(workersOf));
    const version = kubernetes === undefined ? {} : { kubernetes };
    const how = { ...version, fresh: isFresh, onProgress: say, signal };
    const opened = await openKindCluster({ name: KIND_CLUSTER, workers, alone, ...how });
    isFresh = false;
    return opened;
  };
}
