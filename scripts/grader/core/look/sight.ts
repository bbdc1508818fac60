import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** One thing that was seen: an object, a response, an answer, a log or a result. */
export interface Item {
  /** `Pod/web-1`, or `get pods` for an answer; responses have no name. */
  name?: string;
  value: Record<string, unknown>;
}

/** What a check saw at one moment. */
export interface Sight {
  items: readonly Item[];
  /** By the names that the check gives them. */
  facts: Record<string, KubernetesObject[]>;
}

/** An object as a thing that was seen. */
export function objectItem(object: KubernetesObject): Item {
  return { name: `${object.kind}/${object.metadata.name}`, value: object };
}
