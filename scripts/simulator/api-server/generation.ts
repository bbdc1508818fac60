import { type Json, sameValue } from "#core/json.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";

const kindsWithGeneration = new Set([
  "v1/Pod",
  "apps/v1/Deployment",
  "apps/v1/ReplicaSet",
  "policy/v1/PodDisruptionBudget",
]);

/**
 * `metadata.generation` as the API server counts it: 1 when the object is made, one more whenever what is wished for
 * changes: the spec, or that it be deleted. Undefined for kinds that have none.
 */
export function nextGeneration(object: KubernetesObject, existing?: KubernetesObject): number | undefined {
  if (!kindsWithGeneration.has(kindName(object))) return undefined;
  if (!existing) return 1;
  const generation = existing.metadata.generation ?? 1;
  const deleted = Boolean(object.metadata.deletionTimestamp) && !existing.metadata.deletionTimestamp;
  return deleted || !sameValue(wish(object), wish(existing)) ? generation + 1 : generation;
}

/** The scheduler's binding sets the node of a Pod; that does not count. */
function wish(object: KubernetesObject): Json | undefined {
  if (object.kind !== "Pod") return object.spec;
  return { ...(object.spec as { [field: string]: Json }), nodeName: "" };
}
