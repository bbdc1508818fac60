import type { Root } from "mdast";
import spawn from "nano-spawn";
import pRetry from "p-retry";
import { visit } from "unist-util-visit";
import { kindMachines } from "#clusters/kind/machines.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import type { Cluster } from "#core/cluster.ts";
import type { ComponentName } from "#core/kubernetes/components.ts";
import type { Page } from "#course/pages.ts";
import type { CommandBlock } from "#lessons/commands/command.ts";
import { treeOf } from "#lessons/lesson.ts";
import { fenceTitle } from "#lessons/markdown/fence-title.ts";
import { normaliser } from "./normalisation.ts";
import { createNamespaces, deleteNamespaces, openTerminal, type Printed } from "./terminal.ts";

/** Where the commands of one page run, one after the other. */
export interface Scene {
  /** The version of its cluster, such as `v1.37.2`. */
  version: string;
  run(command: string, on: Extract<CommandBlock["runs"], { on: string }>["on"]): Promise<Printed>;
  /** Stops this component and starts all others; none where it is undefined. */
  without(component: ComponentName | undefined): Promise<void>;
  /** Makes what was printed the same each time. */
  normalise(printed: string): string;
  close(): Promise<void>;
}

/** An API server that was started again answers after some 10 s. */
const ANSWERS = { retries: 120, factor: 1, minTimeout: 500 };

/** Opens a scene in a kind cluster of three nodes: its own namespace, and a folder with the files that the page shows. */
export async function openScene(page: Page, kubeconfig: string): Promise<Scene> {
  const namespace = `page-${page.id.replaceAll("/", "-")}-${Date.now()}`.slice(-63).replace(/^[^a-z]+/, "");
  const nodes = await nodesOf(kubeconfig);
  await createNamespaces([namespace], kubeconfig);
  const terminal = await openTerminal({ kubeconfig, namespace });
  for (const { name, text } of filesIn(treeOf(page))) await terminal.write(name, text);
  let stopped: ComponentName | undefined;
  let wasStopped = false;
  // Opened before anything is stopped: it asks the API server what there is.
  const cluster = await openKubernetesCluster({ kubeconfig, machines: kindMachines });

  const without: Scene["without"] = async (component) => {
    if (component === stopped) return;
    if (stopped) {
      await startAgain(cluster, stopped);
      await pRetry(async () => await cluster.list({ apiVersion: "v1", kind: "Node" }), ANSWERS);
    }
    stopped = component;
    wasStopped ||= component !== undefined;
    if (component) await cluster.stopComponent(component);
  };

  return {
    version: cluster.version,
    without,
    run: (command, on) => {
      const named = withNodes(command, nodes);
      const node = nodes.find(({ shown }) => on === `node ${shown}`);
      return terminal.run(named, node?.own);
    },
    normalise: normaliser([[namespace, "default"], ...clusterNames(nodes)]),
    close: async () => {
      try {
        await without(undefined);
        if (wasStopped) await restartDependents(cluster);
        await clusterReady(kubeconfig, nodes.length, new AbortController().signal);
        await deleteNamespaces([namespace], kubeconfig);
      } finally {
        await cluster.close();
        await terminal.close();
      }
    },
  };
}

type Power = Pick<Cluster, "stopComponent" | "startComponent">;

/** An API server that waits for etcd keeps the kubelet waiting too, for a minute and more, and the kubelet is who starts etcd. */
async function startAgain(cluster: Power, component: ComponentName): Promise<void> {
  if (component === "etcd") await cluster.stopComponent("kube-apiserver");
  await cluster.startComponent(component);
  if (component === "etcd") await cluster.startComponent("kube-apiserver");
}

/** What ends with the API server is started again by the kubelet, minutes late if it ended often; stopped and started it runs at once. */
async function restartDependents(cluster: Power): Promise<void> {
  for (const component of ["kube-controller-manager", "kube-scheduler"] as const) {
    await cluster.stopComponent(component);
    await cluster.startComponent(component);
  }
}

interface NodeName {
  own: string;
  /** As in recordings: without the cluster's name. */
  shown: string;
}

async function nodesOf(kubeconfig: string): Promise<NodeName[]> {
  const { stdout } = await spawn("kubectl", ["get", "nodes", "--output", "name"], { env: { KUBECONFIG: kubeconfig } });
  const names = stdout.split("\n").map((name) => name.replace("node/", ""));
  return names.map((own) => ({ own, shown: /(control-plane|worker\d*)$/.exec(own)?.[0] ?? own }));
}

/** The names of the nodes, and what kind makes of the cluster's name. */
function clusterNames(nodes: readonly NodeName[]): [string, string][] {
  const cluster = nodes[0]?.own.replace(/-(control-plane|worker\d*)$/, "") ?? "";
  return [
    [`kind-${cluster}`, "kind-kind"],
    [`kind://docker/${cluster}/`, "kind://docker/kind/"],
    ...nodes.map(({ own, shown }): [string, string] => [own, shown]),
  ];
}

/** `$worker` and the like stand for the nodes' names. */
function withNodes(command: string, nodes: readonly NodeName[]): string {
  return command.replaceAll(
    /\$(control-plane|worker\d*)\b/g,
    (variable, shown) => nodes.find((node) => node.shown === shown)?.own ?? variable,
  );
}

/** The files that a page shows: YAML with a title. */
function filesIn(tree: Root): { name: string; text: string }[] {
  const files: { name: string; text: string }[] = [];
  visit(tree, "code", (code) => {
    const name = fenceTitle(code);
    if (code.lang === "yaml" && name) files.push({ name, text: `${code.value}\n` });
  });
  return files;
}
