import { RefusedError } from "#core/cluster.ts";
import { type Json, sameValue } from "#core/json.ts";
import { fillInDefaults } from "#core/kubernetes/defaults/defaults.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { immutability, invalidity } from "#simulator/api-server/validation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { podSpecChange, type StoredPodSpec } from "./pod-spec-change.ts";

/** What was applied last, by the uid of the stored object: the fields that the next apply may take away. */
export type LastApplied = Map<string, KubernetesObject>;

/** Creates the object, or makes the stored one what the object says; rejects with RefusedError where the API would. */
export async function applyObject(
  store: ObjectStore,
  object: KubernetesObject,
  lastApplied: LastApplied,
): Promise<KubernetesObject> {
  const message = invalidity(object);
  if (message !== undefined) throw new RefusedError("Invalid", message);
  const wanted = withoutServerFields(object);
  const existing = await store.get(wanted.metadata.name, wanted.metadata.namespace);
  const last = lastApplied.get(existing?.metadata.uid ?? "");
  const stored = existing
    ? await update(store, merge(existing, wanted, last), existing)
    : await store.create(structuredClone(wanted));
  lastApplied.set(stored.metadata.uid ?? "", wanted);
  return stored;
}

/** An apply that changes nothing writes nothing, so that no resource version and no watch moves. */
async function update(
  store: ObjectStore,
  merged: KubernetesObject,
  existing: KubernetesObject,
): Promise<KubernetesObject> {
  const message = immutability(filledIn(merged), existing);
  if (message !== undefined) throw new RefusedError("Invalid", message);
  return sameValue(filledIn(merged), existing) ? existing : await store.update(merged.metadata.name, merged);
}

/** What of an object its author decides. */
function withoutServerFields(object: KubernetesObject): KubernetesObject {
  const { name, namespace, labels, annotations } = object.metadata;
  const wanted = structuredClone({ ...object, metadata: { name, namespace, labels, annotations } });
  delete wanted.status;
  return wanted;
}

/** The stored object with the fields of `wanted`; what the server or a controller has set stays. */
function merge(existing: KubernetesObject, wanted: KubernetesObject, last?: KubernetesObject): KubernetesObject {
  const metadata = {
    ...existing.metadata,
    labels: mergeMap(existing.metadata.labels, wanted.metadata.labels, last?.metadata.labels),
    annotations: mergeMap(existing.metadata.annotations, wanted.metadata.annotations, last?.metadata.annotations),
  };
  const merged = { ...wanted, metadata, ...(existing.status === undefined ? {} : { status: existing.status }) };
  switch (wanted.kind) {
    case "Namespace":
      return { ...merged, spec: existing.spec! };
    case "Pod":
      return { ...merged, spec: podSpec(existing, wanted, last) };
    case "Service":
      return { ...merged, spec: serviceSpec(existing.spec as ServiceSpec, wanted.spec as ServiceSpec) };
    default:
      return keepSelector(merged, existing);
  }
}

function mergeMap(
  existing: Record<string, string> = {},
  wanted: Record<string, string> = {},
  last: Record<string, string> = {},
): Record<string, string> | undefined {
  const kept = Object.entries(existing).filter(([key]) => !(key in last));
  const merged = { ...Object.fromEntries(kept), ...wanted };
  return Object.keys(merged).length === 0 ? undefined : merged;
}

/** webernetes compares selectors as text, so an equal one keeps the order of its keys. */
function keepSelector(merged: KubernetesObject, existing: KubernetesObject): KubernetesObject {
  const spec = merged.spec as { selector?: Json } | undefined;
  const { selector } = (existing.spec ?? {}) as { selector?: Json };
  return spec && selector && sameValue(spec.selector, selector) ? { ...merged, spec: { ...spec, selector } } : merged;
}

interface ServiceSpec {
  [field: string]: Json;
  type: Json;
  ports: { [field: string]: Json }[];
}

/** A Service keeps its address, and the node ports of the ports that stay. */
function serviceSpec(existing: ServiceSpec, wanted: ServiceSpec): Json {
  const { clusterIP, clusterIPs } = existing;
  const ports = wanted.ports.map((port) => {
    const before = existing.ports.find((one) => one["port"] === port["port"]);
    return wanted.type === "NodePort" && before?.["nodePort"] ? { nodePort: before["nodePort"], ...port } : port;
  });
  return { clusterIP: clusterIP!, clusterIPs: clusterIPs!, ...wanted, ports };
}

/** A Pod's spec is settled when the Pod is made; only its images may change. */
function podSpec(existing: KubernetesObject, wanted: KubernetesObject, last?: KubernetesObject): Json {
  const spec = structuredClone(existing.spec) as StoredPodSpec;
  const { containers } = wanted.spec as StoredPodSpec;
  const refused = last && podSpecChange(filledIn(wanted), filledIn(last));
  if (refused !== undefined) throw new RefusedError("Invalid", refused);
  for (const container of spec.containers) {
    container.image = containers.find(({ name }) => name === container.name)?.image ?? container.image;
  }
  return spec;
}

function filledIn(object: KubernetesObject): KubernetesObject {
  const filled = structuredClone(object);
  fillInDefaults(filled);
  return filled;
}
