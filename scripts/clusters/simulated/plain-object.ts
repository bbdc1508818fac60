import type { JsonMap } from "#core/json.ts";
import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";

/** Counts that the real API leaves out when they are zero. */
const omittedZeros: Record<string, string[]> = {
  "apps/v1/Deployment": ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"],
  "apps/v1/ReplicaSet": ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
};

/** The object as the real API would give it: plain JSON, times in whole seconds, nothing empty that it leaves out. */
export function plainObject(stored: object): KubernetesObject {
  const object = plainValue(stored, "") as KubernetesObject;
  dropEmpty(object.metadata as unknown as JsonMap);
  const status = object.status as JsonMap | undefined;
  if (!status) return object;
  for (const field of omittedZeros[kindName(object)] ?? []) {
    if (status[field] === 0) delete status[field];
  }
  if (object.kind === "Pod") {
    dropEmpty(status);
    markMirror(object);
    status["containerStatuses"] &&= (status["containerStatuses"] as JsonMap[]).map(containerStatus);
    status["initContainerStatuses"] &&= inOrder(object, status["initContainerStatuses"] as JsonMap[]).map(
      containerStatus,
    );
  }
  return object;
}

const shown = new WeakMap<object, KubernetesObject>();

/** The same of an object that nobody changes, made once: nobody can change that either. */
export function plainObjectOnce(stored: object): KubernetesObject {
  const known = shown.get(stored) ?? frozen(plainObject(stored));
  shown.set(stored, known);
  return known;
}

function frozen<T extends object>(value: T): T {
  for (const field of Object.values(value)) if (typeof field === "object" && field !== null) frozen(field);
  return Object.freeze(value);
}

/** A Pod that a node controls mirrors a static Pod. The annotation is added here: webernetes' kubelet would not start such a Pod. */
function markMirror({ metadata }: KubernetesObject): void {
  const node = metadata.ownerReferences?.find(({ kind }) => kind === "Node");
  if (node) metadata.annotations = { ...metadata.annotations, "kubernetes.io/config.mirror": node.uid };
}

function dropEmpty(of: JsonMap): void {
  for (const [name, value] of Object.entries(of)) {
    if (value instanceof Object && Object.keys(value).length === 0) delete of[name];
  }
}

/** webernetes sorts by name; the API has init containers in the order in which they run. */
function inOrder({ spec }: KubernetesObject, statuses: JsonMap[]): JsonMap[] {
  const names = (spec as { initContainers: { name: string }[] }).initContainers.map(({ name }) => name);
  return statuses.toSorted(
    (left, right) => names.indexOf(left["name"] as string) - names.indexOf(right["name"] as string),
  );
}

/** containerd names the image that runs in full. */
function containerStatus(status: JsonMap): JsonMap {
  const image = status["image"] as string;
  return { lastState: {}, ...status, image: status["imageID"] ? fullReference(parseImageReference(image)) : image };
}

/** A copy without what JSON does not know: `undefined` and `Date`. */
function plainValue(value: unknown, key: string): unknown {
  if (typeof value === "string") return key === "eventTime" ? value : wholeSeconds(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return plainValue(value.toISOString(), key);
  if (Array.isArray(value)) return value.map((item) => plainValue(item, key));
  const plain: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) plain[name] = plainValue(field, name);
  }
  return plain;
}

/** All times of the API but `eventTime` are whole seconds. */
function wholeSeconds(text: string): string {
  return text.endsWith("Z") ? text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$/, "$1Z") : text;
}
