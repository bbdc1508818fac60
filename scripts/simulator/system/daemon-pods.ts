import type { Json } from "#core/json.ts";
import { kubernetesVersion } from "#core/kubernetes/generated/fields.js";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** The DaemonSets of a kind cluster. */
export type DaemonSetName = "kube-proxy" | "kindnet";

export const daemonSetNames: readonly DaemonSetName[] = ["kindnet", "kube-proxy"];

/** The Pod of a DaemonSet on one node; the API server completes its name. DaemonSets themselves are not simulated. */
export function daemonPod(name: DaemonSetName, node: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "",
      generateName: `${name}-`,
      namespace: "kube-system",
      labels: labels[name],
      ownerReferences: [{ apiVersion: "apps/v1", kind: "DaemonSet", name, uid: `daemonset-${name}`, controller: true }],
    } as KubernetesObject["metadata"],
    spec: {
      containers: [containers[name]],
      hostNetwork: true,
      nodeName: node,
      priority: 2_000_001_000,
      priorityClassName: "system-node-critical",
      tolerations: [{ operator: "Exists" }, ...nodeTolerations],
    },
  };
}

const labels: Record<DaemonSetName, Record<string, string>> = {
  "kube-proxy": { "k8s-app": "kube-proxy" },
  kindnet: { app: "kindnet", "k8s-app": "kindnet", tier: "node" },
};

const containers: Record<DaemonSetName, Json> = {
  "kube-proxy": {
    name: "kube-proxy",
    image: `registry.k8s.io/kube-proxy:${kubernetesVersion}`,
    command: ["kube-proxy"],
  },
  kindnet: {
    name: "kindnet-cni",
    image: "docker.io/kindest/kindnetd:v20260528-fb3a8c0e",
    resources: { requests: { cpu: "100m", memory: "50Mi" }, limits: { cpu: "100m", memory: "50Mi" } },
  },
};

/** What the DaemonSet controller adds to each Pod: it stays whatever is wrong with its node. */
const nodeTolerations = [
  ["not-ready", "NoExecute"],
  ["unreachable", "NoExecute"],
  ["disk-pressure", "NoSchedule"],
  ["memory-pressure", "NoSchedule"],
  ["pid-pressure", "NoSchedule"],
  ["unschedulable", "NoSchedule"],
  ["network-unavailable", "NoSchedule"],
].map(([key, effect]) => ({ key: `node.kubernetes.io/${key}`, operator: "Exists", effect: effect! }));
