import type { KubernetesObject } from "#core/kubernetes-object.ts";

const read = (value: unknown, key: string): unknown => (value instanceof Object ? Reflect.get(value, key) : undefined);

/** Whether the object has this condition with status `True`, and is not being deleted. */
export function isTrue(object: KubernetesObject, type: string): boolean {
  const conditions = read(object.status, "conditions");
  return (
    object.metadata.deletionTimestamp === undefined &&
    Array.isArray(conditions) &&
    conditions.some((one) => read(one, "type") === type && read(one, "status") === "True")
  );
}

/** What the object's own status says about why it is not there yet: the messages of its conditions and containers. */
export function statusMessages(object: KubernetesObject): string {
  const conditions = read(object.status, "conditions");
  const containers = read(object.status, "containerStatuses");
  const messages = [
    ...(Array.isArray(conditions) ? conditions.map((one) => read(one, "message")) : []),
    ...(Array.isArray(containers) ? containers.map((one) => read(read(read(one, "state"), "waiting"), "message")) : []),
  ];
  return messages.filter((message) => typeof message === "string" && message !== "").join("; ");
}
