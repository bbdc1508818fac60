import type { Act } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import { selectorText } from "#core/sight.ts";
import { listSelection, type Place } from "#core/watch-sight.ts";

/** Does to the cluster what a check says; a mismatch if there is not enough to do it to. */
export async function perform(act: Act, place: Place): Promise<Mismatch | undefined> {
  const { objects: selector, count } = act.delete;
  const found = await listSelection(place, selector);
  if (found.length < count) return { path: "", expected: `${count} ${selectorText(selector)}`, actual: found.length };
  for (const object of [...found].sort(byAge).slice(0, count)) {
    const { apiVersion, kind, metadata } = object;
    await place.cluster.delete({ apiVersion, kind, namespace: place.namespace, name: metadata.name });
  }
  return undefined;
}

function byAge(a: KubernetesObject, b: KubernetesObject): number {
  const [older, younger] = [a, b].map(({ metadata }) => `${metadata.creationTimestamp ?? ""} ${metadata.name}`);
  return (older ?? "") < (younger ?? "") ? -1 : 1;
}
