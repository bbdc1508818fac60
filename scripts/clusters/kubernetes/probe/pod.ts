import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Where the Pod lives from which requests are sent: a namespace that no lab writes to. */
export const probe = { apiVersion: "v1", kind: "Pod", namespace: "checkride-probe", name: "probe", container: "curl" };

const labels = { "app.kubernetes.io/managed-by": "checkride" };

/** What the probe runs; nothing else that the grader itself starts needs an image. */
export const PROBE_IMAGE = "curlimages/curl:8.17.0";

/** The probe's namespace; nothing in it needs any right. */
export const probeNamespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name: probe.namespace,
    labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
  },
} satisfies KubernetesObject;

const controlPlane = { key: "node-role.kubernetes.io/control-plane", operator: "Exists" };

/**
 * A Pod that waits for curl commands, as restricted as a Pod can be. Labs stop, cordon and drain workers: where the
 * cluster shows a node of the control plane (managed ones do not), the Pod runs there.
 */
export async function probePod(cluster: Pick<Cluster, "list">) {
  const nodes = await cluster.list({ apiVersion: "v1", kind: "Node", labels: { [controlPlane.key]: "" } });
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [controlPlane] }] },
    },
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: probe.name, namespace: probe.namespace, labels },
    spec: {
      containers: [
        {
          name: probe.container,
          image: PROBE_IMAGE,
          command: ["sleep", "infinity"],
          // Some labs side by side send requests at the same time, each with its own curl.
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "256Mi" } },
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
      tolerations: [{ key: controlPlane.key, operator: "Exists", effect: "NoSchedule" }],
      ...(nodes.length > 0 ? { affinity } : {}),
    },
  } satisfies KubernetesObject;
}
