import { kubernetesVersion } from "#core/kubernetes/generated/fields.js";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Machine } from "#simulator/webernetes/webernetes.ts";

/** What kind would be told with `--name`. */
const CLUSTER_NAME = "checkride";

/** What each node of a kind cluster on GitHub's standard runner offers: every node believes it has the whole machine. */
const RESOURCES = {
  cpu: "4",
  "ephemeral-storage": "154893852672",
  "hugepages-1Gi": "0",
  "hugepages-2Mi": "0",
  memory: "16373792Ki",
  pods: "110",
};

/** The machines of a kind cluster: `checkride-control-plane`, `checkride-worker`, `checkride-worker2`, … */
export function machines(workers: number): Machine[] {
  const workerNames = Array.from({ length: workers }, (_, index) => (index === 0 ? "worker" : `worker${index + 1}`));
  return ["control-plane", ...workerNames].map((name, index) => ({
    name: `${CLUSTER_NAME}-${name}`,
    address: `172.18.0.${index + 2}`,
    podCIDR: `10.244.${index}.0/24`,
  }));
}

/** The Node object that kind's kubelet and kubeadm make of a machine; `now` is in its conditions. */
export function nodeObject(machine: Machine, now: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: machine.name, labels: nodeLabels(machine.name) },
    spec: {
      podCIDR: machine.podCIDR,
      podCIDRs: [machine.podCIDR],
      providerID: `kind://docker/${CLUSTER_NAME}/${machine.name}`,
      ...(isControlPlane(machine.name)
        ? { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] }
        : {}),
    },
    status: {
      addresses: [
        { type: "InternalIP", address: machine.address },
        { type: "Hostname", address: machine.name },
      ],
      allocatable: RESOURCES,
      capacity: RESOURCES,
      conditions: nodeConditions(now),
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: "amd64",
        containerRuntimeVersion: "containerd://2.1.9",
        kubeletVersion: kubernetesVersion,
        operatingSystem: "linux",
        osImage: "Debian GNU/Linux 13 (trixie)",
      },
    },
  };
}

function isControlPlane(name: string): boolean {
  return name.endsWith("-control-plane");
}

/** The labels that kind gives to a node of that name. */
export function nodeLabels(name: string): Record<string, string> {
  return {
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    ...(isControlPlane(name)
      ? { "node-role.kubernetes.io/control-plane": "", "node.kubernetes.io/exclude-from-external-load-balancers": "" }
      : {}),
  };
}

/** The conditions of a node whose kubelet is content; `now` is an RFC 3339 time. */
export function nodeConditions(now: string): Record<string, string>[] {
  const rows = [
    ["MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
    ["DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
    ["PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"],
    ["Ready", "True", "KubeletReady", "kubelet is posting ready status"],
  ];
  return rows.map(([type, status, reason, message]) => ({
    type: type!,
    status: status!,
    reason: reason!,
    message: message!,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  }));
}
