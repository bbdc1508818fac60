import spawn from "nano-spawn";

/**
 * The nodes of a kind cluster: the Kubernetes version whose schema manifests are held to, so that a verdict does not depend on what a release
 * of kind would take by itself. Name and digest as https://github.com/kubernetes-sigs/kind/releases/tag/v0.33.0 lists them.
 */
export const NODE_IMAGE =
  "kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed";

/** The image that a node was made of, as Docker has it; undefined for one that was named without a digest, which says nothing. */
export async function nodeImage(node: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdout } = await spawn("docker", ["inspect", "--format", "{{.Config.Image}}", node], { signal });
  return stdout.includes("@sha256:") ? stdout.trim() : undefined;
}
