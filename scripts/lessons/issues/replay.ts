import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn, { SubprocessError } from "nano-spawn";
import { terminalLines } from "../terminal-lines.ts";
import { handedIn } from "./issue-message.ts";
import type { Recording } from "./issue-page.ts";

/** Where recordings are played again: a cluster, and a namespace that stands for `default` in them. */
export interface Stage {
  kubeconfig: string;
  namespace: string;
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

/** Types the commands of a recording again, in a folder with its files, and gives what the terminal then shows. */
export async function replay(code: string, { text, files }: Recording, stage: Stage): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "checkride-replay-"));
  const config = join(folder, "kubeconfig");
  const run = (command: string) => output(command, folder, { KUBECONFIG: config });
  try {
    for (const { name, bytes } of handedIn(code, files)) if (bytes) await writeFile(join(folder, name), bytes);
    await copyFile(stage.kubeconfig, config);
    await run(`kubectl config set-context --current --namespace ${stage.namespace}`);
    const shown: string[] = [];
    for (const { kind, text: command } of terminalLines(text))
      if (kind === "command") shown.push(`$ ${command}`, await run(command));
    // Pages keep no spaces at the ends of their lines.
    return shown.filter(Boolean).join("\n").replaceAll(stage.namespace, "default").replaceAll(/ +$/gm, "");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Everything that a command prints, also one that fails: most of them are there to show a failure. */
async function output(command: string, cwd: string, env: { KUBECONFIG: string }): Promise<string> {
  try {
    return (await spawn("sh", ["-c", command], { cwd, env })).output;
  } catch (error) {
    if (error instanceof SubprocessError && error.exitCode !== undefined) return error.output;
    throw error;
  }
}
