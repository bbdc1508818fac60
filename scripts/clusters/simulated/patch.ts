import { RefusedError, type ObjectReference } from "#core/cluster.ts";
import { type Json, sameValue } from "#core/json.ts";
import { fillInDefaults } from "#core/kubernetes/defaults/defaults.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { immutability, invalidity } from "#simulator/api-server/validation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { podSpecChange } from "./pod-spec-change.ts";

/** Changes the stored object by a JSON merge patch; its status, which the API keeps apart, stays. */
export async function patchObject(
  store: ObjectStore,
  reference: ObjectReference,
  patch: Record<string, Json>,
): Promise<KubernetesObject> {
  const existing = await store.get(reference.name, reference.namespace);
  if (!existing) {
    throw new RefusedError("NotFound", `${resourceName(reference)} "${reference.name}" not found`);
  }
  const patched = {
    ...(mergePatch(existing as Json, patch) as KubernetesObject),
    ...(existing.status === undefined ? {} : { status: existing.status }),
  };
  fillInDefaults(patched);
  if (sameValue(patched, existing)) return existing;
  const message = invalidity(patched) ?? immutability(patched, existing) ?? podSpecChange(patched, existing);
  if (message !== undefined) throw new RefusedError("Invalid", message);
  return await store.update(reference.name, patched);
}

/** RFC 7386: maps are merged, `null` takes a field away, anything else replaces what was there. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return structuredClone(patch);
  const merged: { [field: string]: Json } = isMap(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else merged[field] = mergePatch(merged[field], value);
  }
  return merged;
}

function isMap(value: Json | undefined): value is { [field: string]: Json } {
  return value instanceof Object && !Array.isArray(value) && !(value instanceof Date);
}

/** What the API calls a kind in its messages: `deployments.apps`, `pods`, `poddisruptionbudgets.policy`. */
function resourceName({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  return `${kind.toLowerCase()}s${group}`;
}
