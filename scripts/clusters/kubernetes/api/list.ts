import type { ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Connection } from "./connection.ts";
import type { Locate } from "./discovery.ts";

export interface ObjectList {
  objects: KubernetesObject[];
  /** From here a watch goes on without a gap. */
  resourceVersion: string;
}

interface ListAnswer {
  metadata: { resourceVersion: string };
  items: KubernetesObject[];
}

/** `?labelSelector=app%3Dweb&…`; empty where nothing is asked for. */
export function queryString({ name, labels }: ObjectQuery, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams(more);
  if (name !== undefined) parameters.set("fieldSelector", `metadata.name=${name}`);
  const selector = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  if (selector.length > 0) parameters.set("labelSelector", selector.join(","));
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

/** In the order of the characters' codes, as etcd has it. */
export function orderedByName(objects: KubernetesObject[]): KubernetesObject[] {
  return objects.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The objects as they are now in etcd: without a `resourceVersion` in the request the API does not answer from its cache. */
export async function fetchList(
  connection: Connection,
  locate: Locate,
  query: ObjectQuery,
  signal?: AbortSignal,
): Promise<ObjectList> {
  const path = `${await locate(query, signal)}${queryString(query)}`;
  const answer = await connection.call<ListAnswer>({ method: "GET", path, signal });
  const { apiVersion, kind } = query;
  return {
    // The items of a list do not say what they are.
    objects: orderedByName(answer.items.map((item) => ({ ...item, apiVersion, kind }))),
    resourceVersion: answer.metadata.resourceVersion,
  };
}
