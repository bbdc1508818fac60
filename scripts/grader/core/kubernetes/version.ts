/**
 * The Kubernetes that Checkride teaches and grades with: its minor release. API, defaults and words are fixed by a minor release; a patch
 * release only repairs. So the minor release is what must agree everywhere (`scripts/testing/kubernetes-version.test.ts`): in the node image of
 * kind, the schemas, the simulated cluster, the recordings and the proofs. The patch release is that of the cluster at hand, and each of
 * them states its own: kind publishes one node image for a minor release (v1.37.0), and recordings are made on whatever patch release runs.
 *
 * To change it: change this line and the images in `clusters/kind/node-image.ts`, then `npm run refresh` makes anew what follows from a cluster.
 */
export const KUBERNETES_VERSION = "v1.37" satisfies KubernetesVersion;

/** The minor releases that a kind cluster can be made of: for those whose kind is older, also the one before. */
export const KUBERNETES_VERSIONS = ["v1.37", "v1.36"] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** Whether a kind cluster can be made of that minor release. */
export function isKubernetesVersion(version: string): version is KubernetesVersion {
  return (KUBERNETES_VERSIONS as readonly string[]).includes(version);
}

/** The minor release of a version as the API server says it: `v1.36` of `v1.36.4`. */
export function minorRelease(version: string): string {
  return version.split(".", 2).join(".");
}
