import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { PodSecurity } from "#core/kubernetes/pod-security/pod-security.ts";

const labels = { "app.kubernetes.io/managed-by": "checkride" };

/** A namespace with Pod Security Admission at that level of that version (`v1.36.3`). */
export function namespaceObject(name: string, podSecurity: PodSecurity, version: string): KubernetesObject {
  const enforced = {
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/enforce-version": /^v\d+\.\d+/.exec(version)?.[0] ?? "latest",
  };
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...labels, ...enforced } },
  };
}

/**
 * How much one submission may take. Pods are counted and not weighed: a quota on requests would refuse a Pod that asks
 * for too much, where the lab shows how the scheduler explains it, and would need defaults that a check would take for
 * the learner's own requests.
 */
export const quota = (namespace: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "checkride", namespace, labels },
  spec: {
    hard: {
      pods: "30",
      services: "20",
      // A load balancer of a cloud costs money.
      "services.loadbalancers": "0",
      "services.nodeports": "5",
      configmaps: "30",
      secrets: "30",
      "count/deployments.apps": "20",
      // A Deployment whose selector names the label that its controller sets makes ReplicaSets without end.
      "count/replicasets.apps": "40",
      "count/jobs.batch": "30",
      persistentvolumeclaims: "5",
      "requests.storage": "5Gi",
    },
  },
});

/** For volumes only, for the reason that {@link quota} gives. */
export const limitRange = (namespace: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "checkride", namespace, labels },
  spec: { limits: [{ type: "PersistentVolumeClaim", max: { storage: "1Gi" } }] },
});
