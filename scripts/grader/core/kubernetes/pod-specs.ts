import { isJsonMap, type Json, valueAt } from "#core/json.ts";
import type { Path } from "#core/path.ts";
import type { Container, PodSpec } from "./generated/types.d.ts";

/** Where an object of any kind may hold the spec of Pods: a Pod's own, a template's, a CronJob's template's template's. */
const PLACES: Path[] = [["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]];

/** A Pod's spec that has the list of containers, which none may lack. */
export type WholePodSpec = PodSpec & { containers: Container[] };

/** The specs of Pods in a valid object, each with its place. */
export function podSpecsOf(object: object): { path: Path; spec: WholePodSpec }[] {
  return PLACES.flatMap((path) => {
    const spec = valueAt(object as Json, path);
    return isJsonMap(spec) && Array.isArray(spec["containers"])
      ? [{ path, spec: spec as unknown as WholePodSpec }]
      : [];
  });
}
