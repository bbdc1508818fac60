import type { Json, KubernetesObject } from "#core/kubernetes-object.ts";
import { kindName } from "#core/kubernetes-object.ts";
import { fullReference, parseImageReference } from "#simulator/images/reference.ts";

type Fields = { [field: string]: Json };

/** Counts that the real API leaves out when they are zero. */
const omittedZeros: Record<string, string[]> = {
  "apps/v1/Deployment": ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"],
  "apps/v1/ReplicaSet": ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
};

/** The object as the real API would give it: plain JSON, times in whole seconds, nothing empty that it leaves out. */
export function plainObject(stored: object): KubernetesObject {
  const object = JSON.parse(JSON.stringify(stored), wholeSeconds) as KubernetesObject;
  dropEmpty(object.metadata as unknown as Fields);
  const status = object.status as Fields | undefined;
  if (!status) return object;
  for (const field of omittedZeros[kindName(object)] ?? []) {
    if (status[field] === 0) delete status[field];
  }
  if (object.kind === "Pod") {
    dropEmpty(status);
    status["containerStatuses"] &&= (status["containerStatuses"] as Fields[]).map(containerStatus);
  }
  return object;
}

function dropEmpty(of: Fields): void {
  for (const [name, value] of Object.entries(of)) {
    if (value instanceof Object && Object.keys(value).length === 0) delete of[name];
  }
}

/** containerd names the image that runs in full. */
function containerStatus(status: Fields): Fields {
  const image = status["image"] as string;
  return { lastState: {}, ...status, image: status["imageID"] ? fullReference(parseImageReference(image)) : image };
}

/** All times of the API but `eventTime` are whole seconds. */
function wholeSeconds(key: string, value: unknown): unknown {
  if (typeof value !== "string" || key === "eventTime") return value;
  return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$/, "$1Z");
}
