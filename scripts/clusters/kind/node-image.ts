import spawn from "nano-spawn";
import { KUBERNETES_VERSION, type KubernetesVersion } from "#core/kubernetes/version.ts";

/**
 * The nodes of a kind cluster for each minor release, so that a verdict does not depend on which node image a release of kind takes by
 * default. Name and digest as https://github.com/kubernetes-sigs/kind/releases/tag/v0.33.0 lists them.
 */
export const NODE_IMAGES: Record<KubernetesVersion, string> = {
  "v1.37": "kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5",
  "v1.36": "kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed",
};

/** The one that is used where nobody asks for another version, and that verdicts on pull requests are made with. */
export const NODE_IMAGE = NODE_IMAGES[KUBERNETES_VERSION];

/** The image that a node was made of, as Docker has it; undefined for one that was named without a digest, which says nothing. */
export async function nodeImage(node: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdout } = await spawn("docker", ["inspect", "--format", "{{.Config.Image}}", node], { signal });
  return stdout.includes("@sha256:") ? stdout.trim() : undefined;
}
