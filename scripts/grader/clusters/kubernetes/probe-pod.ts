import type { KubernetesObject } from "#core/kubernetes-object.ts";

/** Where the Pod lives from which requests are sent: a namespace that no lab writes to. */
export const probe = { apiVersion: "v1", kind: "Pod", namespace: "checkride-probe", name: "probe", container: "curl" };

const labels = { "app.kubernetes.io/managed-by": "checkride" };

/** The probe's namespace; nothing in it needs any right. */
export const probeNamespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name: probe.namespace,
    labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
  },
} satisfies KubernetesObject;

/** A Pod that waits for curl commands, as restricted as a Pod can be. */
export const probePod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: probe.name, namespace: probe.namespace, labels },
  spec: {
    containers: [
      {
        name: probe.container,
        image: "curlimages/curl:8.17.0",
        command: ["sleep", "infinity"],
        resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    ],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_534,
      runAsGroup: 65_534,
      seccompProfile: { type: "RuntimeDefault" },
    },
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    // Full names are asked for as they are, not with each search domain first.
    dnsConfig: { options: [{ name: "ndots", value: "1" }] },
    // Labs stop, cordon and drain workers: the probe stays out of their way where it can.
    tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: { matchExpressions: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] },
          },
        ],
      },
    },
  },
} satisfies KubernetesObject;
