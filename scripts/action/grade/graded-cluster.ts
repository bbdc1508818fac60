import { isolateKindCluster } from "#clusters/kind/isolation.ts";
import { openKindCluster } from "#clusters/kind/open.ts";
import type { Cluster } from "#core/cluster.ts";
import { workersOf } from "#core/lab/lab.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { KIND_CLUSTER } from "#places/open.ts";
import { imagesOf, loadImages, pullImages } from "./cluster-images.ts";
import { provideKind } from "./kind-program.ts";

const isolationMilliseconds = 30_000;

/**
 * Opens the kind cluster for submissions, each time it is called: with the images that they ask for in every node, got while the cluster is
 * made and copied once, and from then on without a way to any network.
 */
export function gradedCluster(
  submissions: readonly LabSubmission[],
  say: (text: string) => void,
  signal: AbortSignal,
): () => Promise<Cluster> {
  const workers = Math.max(...submissions.map(({ lab }) => workersOf(lab)));
  let pulled: Promise<string[]> | undefined;
  let supplied: string | undefined;
  // Not with the signal: a grade that is ended leaves the cluster isolated, too.
  const isolate = async (): Promise<void> =>
    await isolateKindCluster(KIND_CLUSTER, AbortSignal.timeout(isolationMilliseconds));
  return async () => {
    await provideKind(say, signal);
    pulled ??= pullImages(imagesOf(submissions), signal);
    // Alone, as nobody else's Pods would have a way out either.
    const made = openKindCluster({ name: KIND_CLUSTER, workers, alone: true, onProgress: say, signal });
    const [images, cluster] = await Promise.all([pulled, made]);
    // A lab that is alone leaves the cluster to be opened again; nodes that were off for a while still have their images.
    const identity = await identityOf(cluster);
    if (identity !== supplied) {
      say("Copying the images to the nodes");
      await loadImages(images, signal);
      supplied = identity;
    }
    await isolate();
    return {
      ...cluster,
      // What a lab switches off is switched on again while its Pods are still there.
      async startNode(name) {
        await cluster.startNode(name);
        await isolate();
      },
    };
  };
}

/** Another one for each cluster that is made: its oldest namespace has one. */
async function identityOf(cluster: Cluster): Promise<string> {
  const [namespace] = await cluster.list({ apiVersion: "v1", kind: "Namespace", name: "kube-system" });
  return namespace?.metadata.uid ?? "";
}
