import { isJsonMap, type JsonMap, type Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Path } from "#core/path.ts";

/** Where an object may hold metadata: its own, and that of what is made from it. */
export const METADATA: readonly Path[] = [
  ["metadata"],
  ["spec", "template", "metadata"],
  ["spec", "jobTemplate", "metadata"],
  ["spec", "jobTemplate", "spec", "template", "metadata"],
];

/** The namespace that kubectl works in, and writes into what it prints, where nobody has named another. */
export const DEFAULT_NAMESPACE = "default";

/**
 * What the API server writes itself when it creates an object, whatever the manifest says.
 * Source: apiserver's rest.BeforeCreate and the strategies of Kubernetes' registries; kubectl takes out `resourceVersion`.
 */
const WRITTEN_BY_THE_SERVER = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/**
 * What is left of a valid object when it is created: `kubectl get -o yaml` and `kubectl create --dry-run=client -o yaml`
 * also write what is the server's to say, and the namespace in which they were called.
 */
export function withoutServerFields(object: KubernetesObject): KubernetesObject {
  const { status: _status, ...kept } = object;
  return METADATA.reduce<Json>(
    (left, path) => changedAt(left, path, ownMetadata),
    kept as Json,
  ) as unknown as KubernetesObject;
}

function ownMetadata(metadata: JsonMap): JsonMap {
  const kept = Object.entries(metadata).filter(
    ([field]) => field !== "namespace" && !WRITTEN_BY_THE_SERVER.includes(field),
  );
  return Object.fromEntries(kept);
}

/** A copy in which the map at the path is another one; the same value where there is no map. */
function changedAt(value: Json, [step, ...rest]: Path, change: (map: JsonMap) => JsonMap): Json {
  if (!isJsonMap(value)) return value;
  if (step === undefined) return change(value);
  const below = value[step];
  return below === undefined ? value : { ...value, [step]: changedAt(below, rest, change) };
}
