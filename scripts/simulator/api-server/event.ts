import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** What is said about an object, by which component. */
export interface Saying {
  type: "Normal" | "Warning";
  reason: string;
  message: string;
  component: string;
}

/** The Event about an object; events about a node are in the namespace `default`. `now` is in milliseconds. */
export function eventAbout(about: KubernetesObject, saying: Saying, now: number): KubernetesObject {
  const { name, namespace, uid, resourceVersion } = about.metadata;
  const { type, reason, message, component } = saying;
  const time = new Date(now).toISOString();
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "", generateName: `${name}.`, namespace: namespace ?? "default" } as KubernetesObject["metadata"],
    involvedObject: { apiVersion: about.apiVersion, kind: about.kind, name, namespace, uid, resourceVersion },
    type,
    reason,
    message,
    source: { component },
    reportingComponent: component,
    reportingInstance: "",
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
  };
}
