import { type Json, sameValue } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** A Pod's spec with its defaults, as the API server keeps it. */
export interface StoredPodSpec {
  [field: string]: Json;
  containers: { name: string; image: string; [field: string]: Json }[];
}

/**
 * Why the API server refuses this change of a Pod, in its words; undefined where it does not, or where the object is
 * not a Pod. A Pod's spec is settled when the Pod is made; only its images may change.
 */
export function podSpecChange(changed: KubernetesObject, existing: KubernetesObject): string | undefined {
  if (changed.kind !== "Pod" || sameValue(withoutImages(changed), withoutImages(existing))) return undefined;
  return `Pod "${changed.metadata.name}" is invalid: spec: Forbidden: pod updates may not change fields other than \`spec.containers[*].image\`,\`spec.initContainers[*].image\`,\`spec.activeDeadlineSeconds\`,\`spec.tolerations\` (only additions to existing tolerations),\`spec.terminationGracePeriodSeconds\` (allow it to be set to 1 if it was previously negative)`;
}

function withoutImages({ spec }: KubernetesObject): Json {
  const { containers, ...rest } = spec as StoredPodSpec;
  return { ...rest, containers: containers.map((container) => ({ ...container, image: "" })) };
}
