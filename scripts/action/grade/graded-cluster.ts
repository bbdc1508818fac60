import { imagesOf, loadImages, pullImages } from "./cluster-images.ts";
import { provideKind } from "./kind-program.ts";
import { KIND_CLUSTER } from "#commands/open-place.ts";
import type { Submission } from "#commands/submissions.ts";
import { isolateKindCluster } from "#clusters/kind/isolation.ts";
import { openKindCluster } from "#clusters/kind/open-kind-cluster.ts";
import type { Cluster } from "#core/cluster.ts";
import { workersOf } from "#core/lab.ts";

/**
 * Opens the kind cluster for submissions, each time it is called: with the images that they ask for in every node, got while the cluster is
 * made, and from then on without a way to any network.
 */
export function gradedCluster(
  submissions: readonly Submission[],
  say: (text: string) => void,
  signal: AbortSignal,
): () => Promise<Cluster> {
  const workers = Math.max(...submissions.map(({ lab }) => workersOf(lab)));
  let pulled: Promise<string[]> | undefined;
  return async () => {
    await provideKind(say, signal);
    pulled ??= pullImages(imagesOf(submissions), signal);
    const made = openKindCluster({ name: KIND_CLUSTER, workers, onProgress: say, signal });
    const [images, cluster] = await Promise.all([pulled, made]);
    say("Copying the images to the nodes");
    await loadImages(images, signal);
    await isolateKindCluster(KIND_CLUSTER, signal);
    return cluster;
  };
}
