import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Cluster, ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { coredns } from "./coredns.ts";
import { daemonPod, daemonSetNames } from "./daemon-pods.ts";
import { staticPod, staticPodNames } from "./static-pods.ts";

type Stores = ReadonlyMap<string, ObjectStore>;

/** Makes what kubeadm and kind make on the control plane node, the only one that is there at that time. */
export async function startControlPlane(stores: Stores, cluster: Cluster): Promise<void> {
  const pods = stores.get("v1/Pod")!;
  const [controlPlane] = (await stores.get("v1/Node")!.listWithResourceVersion()).items;
  const { name, uid = "" } = controlPlane!.metadata;
  for (const one of staticPodNames) await pods.create(staticPod(one, { name, uid }));
  await startDaemons(stores, name);
  await stores.get("apps/v1/Deployment")!.create(coredns);
  const services = stores.get("v1/Service")!;
  await services.create(kubernetesService);
  const dns = await services.get("kube-dns", "kube-system");
  await services.update("kube-dns", { ...dns!, spec: dnsServiceSpec(cluster.dnsServiceIp) });
}

/** Makes the Pods that run on every node. */
export async function startDaemons(stores: Stores, node: string): Promise<void> {
  for (const one of daemonSetNames) await stores.get("v1/Pod")!.create(daemonPod(one, node));
}

/** The way to the API server, which every cluster has. */
const kubernetesService: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kubernetes", namespace: "default", labels: { component: "apiserver", provider: "kubernetes" } },
  spec: { clusterIP: "10.96.0.1", ports: [{ name: "https", port: 443, targetPort: 6443 }] },
};

function dnsServiceSpec(clusterIP: string): KubernetesObject["spec"] {
  return {
    type: "ClusterIP",
    clusterIP,
    clusterIPs: [clusterIP],
    selector: { "k8s-app": "kube-dns" },
    ports: [
      { name: "dns", port: 53, targetPort: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, targetPort: 53, protocol: "TCP" },
      { name: "metrics", port: 9153, targetPort: 9153, protocol: "TCP" },
    ],
  };
}
