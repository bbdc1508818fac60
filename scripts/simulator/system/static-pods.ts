import { kubernetesVersion } from "#core/kubernetes/generated/fields.js";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** What the kubelet of the control plane node starts from files, before there is a scheduler. */
export type StaticPodName = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler";

const images: Record<StaticPodName, string> = {
  etcd: "registry.k8s.io/etcd:3.7.0-0",
  "kube-apiserver": `registry.k8s.io/kube-apiserver:${kubernetesVersion}`,
  "kube-controller-manager": `registry.k8s.io/kube-controller-manager:${kubernetesVersion}`,
  "kube-scheduler": `registry.k8s.io/kube-scheduler:${kubernetesVersion}`,
};

/** kubeadm's requests. */
const requests: Record<StaticPodName, Record<string, string>> = {
  etcd: { cpu: "100m", memory: "100Mi" },
  "kube-apiserver": { cpu: "250m" },
  "kube-controller-manager": { cpu: "200m" },
  "kube-scheduler": { cpu: "100m" },
};

export const staticPodNames = Object.keys(images) as StaticPodName[];

/** The Pod that the kubelet of `node` shows for a static Pod of kubeadm. */
export function staticPod(name: StaticPodName, node: { name: string; uid: string }): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${name}-${node.name}`,
      namespace: "kube-system",
      labels: { component: name, tier: "control-plane" },
      ownerReferences: [{ apiVersion: "v1", kind: "Node", name: node.name, uid: node.uid, controller: true }],
    },
    spec: {
      containers: [{ name, image: images[name], command: [name], resources: { requests: requests[name] } }],
      hostNetwork: true,
      nodeName: node.name,
      priority: 2_000_001_000,
      priorityClassName: "system-node-critical",
      tolerations: [{ effect: "NoExecute", operator: "Exists" }],
    },
  };
}
