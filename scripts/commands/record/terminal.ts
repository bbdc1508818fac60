import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import spawn, { type Options, SubprocessError } from "nano-spawn";

/** Where a terminal's commands go: a cluster, and a namespace that stands for `default` in what they print. */
export interface Stage {
  kubeconfig: string;
  namespace: string;
}

/** What a command printed, on both of its outputs as they came, and how it ended. */
export interface Printed {
  output: string;
  exitCode: number;
}

/** A shell in its own folder. */
export interface Terminal {
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Runs a command in the folder, or in a node of a kind cluster; one that fails is no error. */
  run(command: string, node?: string): Promise<Printed>;
  close(): Promise<void>;
}

/** No command of a page takes longer. */
const MILLISECONDS = 120_000;

/** Opens a terminal whose kubectl works in the stage's namespace. */
export async function openTerminal({ kubeconfig, namespace }: Stage): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), "checkride-terminal-"));
  const config = join(folder, ".kubeconfig");
  await copyFile(kubeconfig, config);
  const here: Options = { cwd: folder, env: { KUBECONFIG: config }, timeout: MILLISECONDS };
  const run = (command: string, node?: string): Promise<Printed> =>
    node === undefined
      ? printed("bash", ["-c", inOrder(command)], here)
      : printed("docker", ["exec", node, "bash", "-c", inOrder(command)], { timeout: MILLISECONDS });
  await run(`kubectl config set-context --current --namespace ${namespace}`);
  return {
    run,
    write: async (name, content) => {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Both outputs come through one pipe: two would bring their lines in their own order. */
const inOrder = (command: string): string => `exec 2>&1\n${command}`;

async function printed(file: string, args: string[], options: Options): Promise<Printed> {
  try {
    return { output: (await spawn(file, args, options)).output, exitCode: 0 };
  } catch (error) {
    if (error instanceof SubprocessError && error.exitCode !== undefined)
      return { output: error.output, exitCode: error.exitCode };
    throw error;
  }
}

/** Makes namespaces in which Pods are held to the level `baseline`, as in a grade. */
export async function createNamespaces(names: readonly string[], kubeconfig: string): Promise<void> {
  const labels = { "pod-security.kubernetes.io/enforce": "baseline" };
  const items = names.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }));
  const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
  await spawn("kubectl", ["create", "-f", "-"], { env: { KUBECONFIG: kubeconfig }, stdin: { string: list } });
}

/** Deletes them, without waiting for the end. */
export async function deleteNamespaces(names: readonly string[], kubeconfig: string): Promise<void> {
  await spawn("kubectl", ["delete", "namespace", "--wait=false", ...names], { env: { KUBECONFIG: kubeconfig } });
}
