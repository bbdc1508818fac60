import type { KindName } from "#core/kubernetes/object.ts";

/**
 * The kinds that are validated. To add one: add a line, refresh `openapi/kubernetes.json` from a running cluster
 * (`node scripts/generate/kubernetes/refresh.ts`), then `npm run generate`.
 */
export const kubernetesKinds: readonly KindName[] = [
  "v1/ConfigMap",
  "v1/Event",
  "v1/Namespace",
  "v1/Node",
  "v1/Pod",
  "v1/Secret",
  "v1/Service",
  "v1/ServiceAccount",
  "apps/v1/DaemonSet",
  "apps/v1/Deployment",
  "apps/v1/ReplicaSet",
  "apps/v1/StatefulSet",
  "batch/v1/CronJob",
  "batch/v1/Job",
  "discovery.k8s.io/v1/EndpointSlice",
  "networking.k8s.io/v1/NetworkPolicy",
  "policy/v1/PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1/Role",
  "rbac.authorization.k8s.io/v1/RoleBinding",
];
