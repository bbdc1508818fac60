import type { KubernetesObject } from "#core/kubernetes-object.ts";
import { recordEvents } from "./api-server/events.ts";
import { guardStore } from "./api-server/guards.ts";
import { tendNamespaces } from "./api-server/namespaces.ts";
import { keepRevisions } from "./api-server/revisions.ts";
import { installImages } from "./images/install.ts";
import { machines, nodeObject } from "./nodes.ts";
import { schedulerImage } from "./scheduler/scheduler-image.ts";
import { takeTurns } from "./turns.ts";
import type { Turns } from "./turns.ts";
import {
  Cluster,
  lengthenMemory,
  mendNetwork,
  makeStore,
  prepareClients,
  replaceServers,
  storesOf,
} from "./webernetes.ts";
import type { ObjectStore } from "./webernetes.ts";

/** A running cluster of webernetes with our scheduler, images and nodes, and what our API server adds to its own. */
export interface Simulation {
  cluster: Cluster;
  turns: Turns;
  /** The store of each kind that the API server knows, such as `apps/v1/Deployment`. */
  stores: Map<string, ObjectStore>;
  close(): Promise<void>;
}

/** Every cluster throws the same dice, so that the same objects make the same things happen. */
const SEED = 1;

/** Starts a control plane node and `workers` workers; resolves when every Pod of the system is ready. */
export async function startSimulation({ workers }: { workers: number }): Promise<Simulation> {
  const cluster = new Cluster({ nodes: 1 });
  cluster.clock.pause();
  // A whole second, so that no run differs from another by where a second happened to begin.
  cluster.clock.step(1000 - (cluster.clock.nowMs() % 1000));
  lengthenMemory(cluster);
  const turns = takeTurns(cluster.clock, SEED);
  const stores = addApiServer(cluster);
  await turns.run(async () => {
    mendNetwork(cluster);
    addNodes(cluster, workers);
    installImages(cluster);
    cluster.registerImage(schedulerImage);
    await cluster.init();
    await stores.get("v1/Service")!.create(kubernetesService);
  });
  const systemPods = async () => await stores.get("v1/Pod")!.listWithResourceVersion("kube-system");
  while (!(await turns.run(systemPods)).items.every(isReady)) await turns.clock.sleep(100);
  return {
    cluster,
    turns,
    stores,
    close: async () => {
      await turns.run(() => cluster.close());
      turns.stop();
    },
  };
}

function addApiServer(cluster: Cluster): Map<string, ObjectStore> {
  const configMaps = makeStore(cluster, "ConfigMap", "configmaps");
  const serviceAccounts = makeStore(cluster, "ServiceAccount", "serviceaccounts");
  const log = { names: new Map<string, string>(), written: 0, writing: Promise.resolve() };
  prepareClients(cluster, (client) => {
    for (const [kind, store] of storesOf(client)) {
      guardStore(store);
      if (kind === "apps/v1/Deployment") keepRevisions(client, store);
      if (kind === "v1/Event") recordEvents(store, log, () => cluster.clock.nowMs());
      if (kind === "v1/Namespace") tendNamespaces(store, serviceAccounts, [configMaps, serviceAccounts]);
    }
  });
  const { corev1, appsv1, discoveryv1 } = cluster.api;
  return new Map<string, ObjectStore>([
    ...[corev1, appsv1, discoveryv1].flatMap(storesOf),
    ["v1/ConfigMap", configMaps],
    ["v1/ServiceAccount", serviceAccounts],
  ]);
}

function addNodes(cluster: Cluster, workers: number): void {
  const now = new Date(cluster.clock.nowMs()).toISOString();
  const all = machines(workers);
  for (const [index, server] of replaceServers(cluster, all).entries()) {
    Object.assign(server.node, nodeObject(all[index]!, now));
  }
}

/** The way to the API server, which every cluster has. */
const kubernetesService: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kubernetes", namespace: "default", labels: { component: "apiserver", provider: "kubernetes" } },
  spec: { clusterIP: "10.96.0.1", ports: [{ name: "https", port: 443, targetPort: 6443 }] },
};

function isReady(pod: KubernetesObject): boolean {
  const { conditions = [] } = (pod.status ?? {}) as { conditions?: { type: string; status: string }[] };
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}
