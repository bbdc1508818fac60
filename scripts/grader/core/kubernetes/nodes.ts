import type { KubernetesObject } from "./object.ts";

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane */
const CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

/** Whether the node runs the programs of the control plane. */
export function isControlPlane({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[CONTROL_PLANE] !== undefined;
}

/** The node that the scheduler chose for a Pod. */
export function nodeOf(pod: KubernetesObject): string | undefined {
  return (pod.spec as { nodeName?: string } | undefined)?.nodeName;
}
