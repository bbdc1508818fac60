import type { ComponentName } from "#core/kubernetes/components.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import type { Outage } from "#simulator/api-server/outage.ts";
import { type Cluster, type ObjectStore, runs } from "#simulator/webernetes/webernetes.ts";
import { daemonPod } from "./daemon-pods.ts";
import { staticPod } from "./static-pods.ts";

/** The switches of the components. */
export interface Components {
  /** Resolves when the component has ended; one that has ended already stays so. */
  stop(name: ComponentName): Promise<void>;
  /** Resolves when it has begun to start. */
  start(name: ComponentName): Promise<void>;
}

const NAMESPACE = "kube-system";

/** Without etcd the API server cannot answer either; without both, the Pods go on. */
const outages: Partial<Record<ComponentName, string>> = {
  etcd: "the server was unable to return a response in the time allotted",
  "kube-apiserver": "connect ECONNREFUSED 172.18.0.2:6443",
};

export function connectComponents(
  cluster: Cluster,
  stores: ReadonlyMap<string, ObjectStore>,
  outage: Outage,
): Components {
  const pods = stores.get("v1/Pod")!;
  const stopped = new Set<ComponentName>();

  async function podsOf(name: ComponentName): Promise<string[]> {
    const labels = { "k8s-app": name === "coredns" ? "kube-dns" : name, component: name };
    const { items } = await pods.listWithResourceVersion(NAMESPACE);
    return items
      .filter(({ metadata }) => Object.entries(labels).some(([key, value]) => metadata.labels?.[key] === value))
      .map(({ metadata }) => metadata.name);
  }

  async function scaleCoreDNS(replicas: number): Promise<void> {
    const deployment = { name: "coredns", namespace: NAMESPACE };
    await changeObject(stores.get("apps/v1/Deployment")!, deployment, (stored) => {
      stored.spec = { ...(stored.spec as object), replicas };
      return true;
    });
  }

  /** Its container is called as the component itself. */
  async function untilGone(name: ComponentName): Promise<void> {
    while (cluster.servers.some((server) => runs(server, name))) {
      await new Promise<void>((resolve) => cluster.clock.setTimeout(resolve, 100));
    }
  }

  return {
    stop: async (name) => {
      if (stopped.has(name)) return;
      stopped.add(name);
      const words = outages[name];
      if (words !== undefined) return outage.begin(new Error(words));
      if (name === "coredns") await scaleCoreDNS(0);
      else {
        for (const pod of await podsOf(name)) {
          await cluster.api.corev1.deleteNamespacedPod({ name: pod, namespace: NAMESPACE, gracePeriodSeconds: 0 });
        }
      }
      await untilGone(name);
    },
    start: async (name) => {
      if (!stopped.delete(name)) return;
      if (name === "etcd" || name === "kube-apiserver") {
        if (!stopped.has("etcd") && !stopped.has("kube-apiserver")) outage.end();
        return;
      }
      if (name === "coredns") return await scaleCoreDNS(2);
      const nodes = (await stores.get("v1/Node")!.listWithResourceVersion()).items;
      if (name === "kube-proxy") {
        for (const { metadata } of nodes) await pods.create(daemonPod(name, metadata.name));
        return;
      }
      const { name: node, uid = "" } = nodes.find(
        ({ metadata }) => metadata.name === cluster.servers[0]!.name,
      )!.metadata;
      await pods.create(staticPod(name, { name: node, uid }));
    },
  };
}
