import type { Json, KubernetesObject } from "#core/kubernetes-object.ts";

/** A condition of a Node or a Pod, with the fields that we read and write. */
export interface Condition {
  [field: string]: Json | undefined;
  type: string;
  status: string;
}

/** The object's conditions; none where it has no status yet. */
export function conditionsOf({ status }: KubernetesObject): Condition[] {
  return ((status ?? {}) as { conditions?: Condition[] }).conditions ?? [];
}

/** `True`, `False` or `Unknown`; undefined where the object has no such condition. */
export function conditionStatus(object: KubernetesObject, type: string): string | undefined {
  return conditionsOf(object).find((one) => one.type === type)?.status;
}

/** Puts the condition in the place of the one of its type; always true, as {@link changeObject} wants to hear it. */
export function setCondition(object: KubernetesObject, condition: Condition): true {
  const others = conditionsOf(object).filter(({ type }) => type !== condition.type);
  object.status = { ...(object.status as object), conditions: [...others, condition] } as Json;
  return true;
}
