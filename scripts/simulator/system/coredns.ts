import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** kubeadm's CoreDNS: two Pods that any node may run. */
export const coredns: KubernetesObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "coredns", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { "k8s-app": "kube-dns" } },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
    template: {
      metadata: { labels: { "k8s-app": "kube-dns" } },
      spec: {
        containers: [
          {
            name: "coredns",
            image: "registry.k8s.io/coredns/coredns:v1.14.6",
            command: ["coredns"],
            ports: [
              { name: "dns", containerPort: 53, protocol: "UDP" },
              { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
              { name: "metrics", containerPort: 9153, protocol: "TCP" },
            ],
            resources: { requests: { cpu: "100m", memory: "70Mi" }, limits: { memory: "170Mi" } },
          },
        ],
        nodeSelector: { "kubernetes.io/os": "linux" },
        priority: 2_000_000_000,
        priorityClassName: "system-cluster-critical",
        tolerations: [
          { key: "CriticalAddonsOnly", operator: "Exists" },
          { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
        ],
      },
    },
  },
};
