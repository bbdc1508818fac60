import type { Cluster } from "#core/cluster.ts";
import type { ComponentName } from "#core/kubernetes/components.ts";
import type { Machines } from "./machines.ts";
import { waitFor } from "./waiting.ts";

const endMilliseconds = 60_000;

export const proxies = { apiVersion: "apps/v1", kind: "DaemonSet", namespace: "kube-system", name: "kube-proxy" };
export const dns = { apiVersion: "apps/v1", kind: "Deployment", namespace: "kube-system", name: "coredns" };
/** As many as kubeadm makes. */
const dnsReplicas = 2;

/** No node has this label: a DaemonSet that asks for it runs nowhere. */
export const stoppedLabel = "checkride/stopped";

type Needed = Pick<Cluster, "patch" | "watch" | "clock">;

/** Stops and starts what makes the cluster a cluster: machines, static Pods, and the Pods of kube-proxy and CoreDNS. */
export function createComponents(
  machines: Machines,
  cluster: Needed,
): Pick<Cluster, "stopNode" | "startNode" | "stopProgram" | "startProgram" | "stopComponent" | "startComponent"> {
  const nodeSelector = async (labels: Record<string, string | null>): Promise<void> => {
    await cluster.patch(proxies, { spec: { template: { spec: { nodeSelector: labels } } } });
  };
  const gone = async (app: string): Promise<void> => {
    const query = { apiVersion: "v1", kind: "Pod", namespace: "kube-system", labels: { "k8s-app": app } };
    await waitFor(cluster, query, (pods) => pods.length === 0, {
      expected: `No Pod of ${app} in kube-system`,
      milliseconds: endMilliseconds,
    });
  };

  const stop = async (name: ComponentName): Promise<void> => {
    if (name === "kube-proxy") {
      await nodeSelector({ [stoppedLabel]: "true" });
      await gone("kube-proxy");
    } else if (name === "coredns") {
      await cluster.patch(dns, { spec: { replicas: 0 } });
      await gone("kube-dns");
    } else {
      await machines.stopStaticPod(name);
    }
  };
  const start = async (name: ComponentName): Promise<void> => {
    if (name === "kube-proxy") await nodeSelector({ [stoppedLabel]: null });
    else if (name === "coredns") await cluster.patch(dns, { spec: { replicas: dnsReplicas } });
    else await machines.startStaticPod(name);
  };

  return {
    stopNode: async (name) => await machines.stop(name),
    startNode: async (name) => await machines.start(name),
    stopProgram: async (node, program) => await machines.stopProgram(node, program),
    startProgram: async (node, program) => await machines.startProgram(node, program),
    async stopComponent(name) {
      await machines.names(); // Rejects where the cluster is not ours to stop.
      await stop(name);
    },
    async startComponent(name) {
      await machines.names();
      await start(name);
    },
  };
}
