import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "./object.ts";

/** A condition in the status of an object, with the fields that are read and written here. */
export interface Condition {
  [field: string]: Json | undefined;
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

/** The object's conditions; none where it has no status yet. */
export function conditionsOf({ status }: Pick<KubernetesObject, "status">): Condition[] {
  return (status as { conditions?: Condition[] } | null | undefined)?.conditions ?? [];
}

/** `True`, `False` or `Unknown`; undefined where the object has no such condition. */
export function conditionStatus(object: Pick<KubernetesObject, "status">, type: string): string | undefined {
  return conditionsOf(object).find((one) => one.type === type)?.status;
}
