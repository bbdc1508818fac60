import spawn, { SubprocessError } from "nano-spawn";
import { KUBERNETES_VERSION, type KubernetesVersion } from "#core/kubernetes/version.ts";
import { KindError } from "./kind-error.ts";
import { NODE_IMAGES } from "./node-image.ts";
import { outputOf } from "./tools.ts";

export interface Creation {
  name: string;
  /** Worker nodes beside the one control plane node. */
  workers: number;
  /** {@link KUBERNETES_VERSION} if not said. */
  kubernetes?: KubernetesVersion;
  /** Called with one line for each thing that begins. */
  onProgress: (text: string) => void;
  signal: AbortSignal;
}

/** Runs `kind create cluster`; where that fails or is aborted, nothing of the cluster is left. */
export async function createCluster(
  { name, workers, kubernetes = KUBERNETES_VERSION, onProgress, signal }: Creation,
  kubeconfig: string,
): Promise<void> {
  onProgress(`Making the kind cluster "${name}"`);
  try {
    const where = ["--name", name, "--kubeconfig", kubeconfig];
    const creation = spawn(
      "kind",
      ["create", "cluster", ...where, "--image", NODE_IMAGES[kubernetes], "--config", "-"],
      {
        signal,
        stdin: { string: JSON.stringify(clusterConfig(workers)) },
      },
    );
    for await (const line of creation) {
      const step = progressOf(line);
      if (step !== undefined) onProgress(step);
    }
  } catch (error) {
    await spawn("kind", ["delete", "cluster", "--name", name, "--kubeconfig", kubeconfig]).catch(() => undefined);
    signal.throwIfAborted();
    throw creationError(error);
  }
}

/** https://kind.sigs.k8s.io/docs/user/configuration/ */
function clusterConfig(workers: number): object {
  return {
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    nodes: [{ role: "control-plane" }, ...Array.from({ length: workers }, () => ({ role: "worker" }))],
  };
}

/** `Preparing nodes` of kind's line ` • Preparing nodes 📦 📦  ...`; undefined for a line that begins nothing. */
export function progressOf(line: string): string | undefined {
  return /^ *• *(.*?)[ .\p{Extended_Pictographic}\u{fe0f}]*$/u.exec(line)?.[1];
}

/** Says why kind failed, from what it wrote. */
export function creationError(error: unknown): KindError {
  const output = error instanceof SubprocessError ? error.output : String(error);
  if (/too many open files/i.test(output)) {
    return new KindError(
      "kind could not start the nodes: too many open files. Each node watches many files, and this machine allows too few " +
        "(fs.inotify.max_user_instances, fs.inotify.max_user_watches). Next: delete clusters that you no longer need, or run " +
        "`sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`, and try again.",
      { cause: error },
    );
  }
  const reason = output
    .split("\n")
    .find((line) => line.startsWith("ERROR: "))
    ?.slice("ERROR: ".length);
  return new KindError(
    `kind could not make the cluster: ${reason ?? outputOf(error)}. ` +
      "Next: try `kind create cluster --name try --retain` and `kind export logs --name try`.",
    { cause: error },
  );
}
