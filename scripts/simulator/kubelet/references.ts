import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/** The two kinds that hold settings, and what the kubelet calls them in its messages. */
export type SettingsKind = "ConfigMap" | "Secret";

/** The values of a ConfigMap or Secret by key, as text; undefined where there is no such object. */
export async function readSettings(
  stores: ReadonlyMap<string, ObjectStore>,
  kind: SettingsKind,
  name: string,
  namespace: string,
): Promise<Map<string, string> | undefined> {
  const object = await stores.get(`v1/${kind}`)!.get(name, namespace);
  return object && new Map(Object.entries(valuesOf(object)));
}

function valuesOf(object: KubernetesObject): Record<string, string> {
  const data = (object["data"] ?? {}) as Record<string, string>;
  if (object.kind === "ConfigMap") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fromBase64(value)]));
}

/** `btoa` and `atob` know only Latin-1. */
function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.codePointAt(0)!));
}
