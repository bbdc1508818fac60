import type { Place } from "#core/context.ts";
import type { ObjectSelector } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { selectorText } from "#core/lab/subject.ts";
import { listSelection } from "#core/look/selection.ts";

/** The oldest objects of a selection, as many as asked for; none, and a mismatch, if there are not enough. */
export async function oldest(
  place: Place,
  selector: ObjectSelector,
  count: number,
): Promise<{ found: KubernetesObject[]; missing?: Mismatch }> {
  const found = await listSelection(place, selector);
  if (found.length >= count) return { found: [...found].sort(byAge).slice(0, count) };
  return { found: [], missing: { path: "", expected: `${count} ${selectorText(selector)}`, actual: found.length } };
}

function byAge(a: KubernetesObject, b: KubernetesObject): number {
  const [older, younger] = [a, b].map(({ metadata }) => `${metadata.creationTimestamp ?? ""} ${metadata.name}`);
  return (older ?? "") < (younger ?? "") ? -1 : 1;
}
