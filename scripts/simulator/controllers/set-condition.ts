import type { Json } from "#core/json.ts";
import { type Condition, conditionsOf } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Puts the condition in the place of the one of its type; always true, as {@link changeObject} wants to hear it. */
export function setCondition(object: KubernetesObject, condition: Condition): true {
  const others = conditionsOf(object).filter(({ type }) => type !== condition.type);
  object.status = { ...(object.status as object), conditions: [...others, condition] } as Json;
  return true;
}
