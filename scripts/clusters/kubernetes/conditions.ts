import { conditionsOf, conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Whether the object has this condition with status `True`, and is not being deleted. */
export function isTrue(object: KubernetesObject, type: string): boolean {
  return object.metadata.deletionTimestamp === undefined && conditionStatus(object, type) === "True";
}

/** What the object's own status says about why it is not there yet: the messages of its conditions and containers. */
export function statusMessages(object: KubernetesObject): string {
  const { containerStatuses = [] } = (object.status ?? {}) as {
    containerStatuses?: { state?: { waiting?: { message?: string } } }[];
  };
  const messages = [
    ...conditionsOf(object).map(({ message }) => message),
    ...containerStatuses.map(({ state }) => state?.waiting?.message),
  ];
  return messages.filter(Boolean).join("; ");
}
