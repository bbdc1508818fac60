import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";

/** For what is made from a real cluster: the one that KUBECONFIG leads to, else the kind cluster of three nodes that `--cluster kind` uses. */
export async function defaultKubeconfig(say: (text: string) => void): Promise<string> {
  const current = process.env["KUBECONFIG"];
  if (current) return current;
  const signal = AbortSignal.timeout(600_000);
  return (await ensureKindCluster({ name: "checkride", workers: 2, onProgress: say, signal })).kubeconfig;
}
