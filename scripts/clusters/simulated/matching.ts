import type { ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Whether the object is one that was asked for; kind and namespace are right already. */
export function matches({ name, labels = {} }: ObjectQuery, { metadata }: KubernetesObject): boolean {
  if (name !== undefined && name !== metadata.name) return false;
  return Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
}

/** As the API lists objects of one namespace: by name, byte by byte. */
export function byName(left: KubernetesObject, right: KubernetesObject): number {
  return left.metadata.name < right.metadata.name ? -1 : 1;
}
