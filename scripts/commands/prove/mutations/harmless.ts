import { isJsonMap, type Json } from "#core/json.ts";
import type { Container, Volume } from "#core/kubernetes/generated/types.d.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";
import { podSpecsOf, type WholePodSpec } from "#core/kubernetes/pod-specs.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { typeAt } from "#core/kubernetes/schema/field-types.ts";
import type { Path } from "#core/path.ts";
import { withDefaults } from "./mutation.ts";

type Change = (object: KubernetesObject) => KubernetesObject;

/** Changes after which an object asks for the same, by what was done: what passed before must pass after each of them. */
export const HARMLESS_CHANGES: Readonly<Record<string, Change>> = {
  "keys in the opposite order": (object) => reversed(object as unknown as Json) as unknown as KubernetesObject,
  "equal amounts": (object) => amounts(object, object as unknown as Json, []) as unknown as KubernetesObject,
  "defaults written out": (object) => without(withDefaults(object), "status"),
  "empty fields": emptyFields,
  "labels and annotations of one's own": labelled,
  "other names for containers and volumes": inPods((spec) => renamed(spec)),
  "a helper container in front": inPods((spec) => ({ ...spec, containers: [helper(spec), ...spec.containers] })),
  "a helper container behind": inPods((spec) => ({ ...spec, containers: [...spec.containers, helper(spec)] })),
  "an init container": inPods((spec) => ({ ...spec, initContainers: [...(spec.initContainers ?? []), ending] })),
  "a volume of one's own": inPods(withVolume),
  "no more privileges": inPods((spec) => ({ ...spec, containers: spec.containers.map(unprivileged) })),
};

/** Changes every Pod spec of an object. */
function inPods(change: (spec: WholePodSpec) => WholePodSpec): Change {
  return (object) => {
    const copy = structuredClone(object);
    for (const { spec } of podSpecsOf(copy)) Object.assign(spec, change(structuredClone(spec)));
    return copy;
  };
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

/** `0.1` for `100m`, 67108864 for `64Mi`. */
function amounts(object: KubernetesObject, value: Json, path: Path): Json {
  if (Array.isArray(value)) return value.map((item, index) => amounts(object, item, [...path, index]));
  if (isJsonMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, amounts(object, item, [...path, key])]));
  const type = typeAt(kindName(object), path);
  const amount = type?.is === "scalar" && type.name === "quantity" ? quantityValue(String(value)) : undefined;
  if (amount === undefined) return value;
  return Number.isInteger(amount) ? amount : String(amount);
}

function without(object: KubernetesObject, key: string): KubernetesObject {
  const { [key]: _left, ...rest } = object;
  return rest as KubernetesObject;
}

/** What stands there with nothing after it is not there: https://kubernetes.io/docs/reference/using-api/api-concepts/#nulls */
function emptyFields(object: KubernetesObject): KubernetesObject {
  const nothing = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));
  const metadata = { ...nothing("annotations", "finalizers"), ...object.metadata };
  return inPods((spec) => ({
    ...nothing("initContainers", "hostAliases", "priorityClassName"),
    ...spec,
    containers: spec.containers.map((container) => ({ ...nothing("env", "command", "lifecycle"), ...container })),
  }))({ ...object, metadata });
}

const OWN = { "example.com/owner": "me" };

function labelled(object: KubernetesObject): KubernetesObject {
  const copy = structuredClone(object);
  const { template } = (copy["spec"] ?? {}) as { template?: { metadata?: object } };
  for (const metadata of [copy.metadata, template?.metadata] as (Record<string, object> | undefined)[])
    if (metadata)
      Object.assign(metadata, {
        labels: { ...metadata["labels"], ...OWN },
        annotations: { ...metadata["annotations"], ...OWN },
      });
  return copy;
}

function renamed(spec: WholePodSpec): WholePodSpec {
  const own = <T extends { name?: string }>(one: T): T => ({ ...one, name: `my-${one.name}` });
  const inContainer = (container: Container): Container => ({
    ...own(container),
    ...(container.volumeMounts && { volumeMounts: container.volumeMounts.map(own) }),
  });
  return {
    ...spec,
    containers: spec.containers.map(inContainer),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(inContainer) }),
    ...(spec.volumes && { volumes: spec.volumes.map(own) }),
  };
}

const ending: Container = { name: "own-start", image: "busybox:1.37", command: ["true"] };

/** A container that does nothing, and asks for as much as the first one; where Pods are to end, it ends. */
function helper({ containers: [first], restartPolicy = "Always" }: WholePodSpec): Container {
  const idle: Container =
    restartPolicy === "Always"
      ? { name: "own-helper", image: "registry.k8s.io/pause:3.10.2" }
      : { ...ending, name: "own-helper" };
  return { ...idle, ...(first?.resources && { resources: first.resources }) };
}

function withVolume(spec: WholePodSpec): WholePodSpec {
  const volume: Volume = { name: "own-files", emptyDir: {} };
  const mount = { name: volume.name, mountPath: "/own-files" };
  return {
    ...spec,
    volumes: [...(spec.volumes ?? []), volume],
    containers: spec.containers.map((one) => ({ ...one, volumeMounts: [...(one.volumeMounts ?? []), mount] })),
  };
}

function unprivileged(container: Container): Container {
  return { ...container, securityContext: { ...container.securityContext, allowPrivilegeEscalation: false } };
}
