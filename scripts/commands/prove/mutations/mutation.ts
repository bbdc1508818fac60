import { type Json, sameValue } from "#core/json.ts";
import { fillInDefaults } from "#core/kubernetes/defaults/defaults.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import type { Path } from "#core/path.ts";

/** One change of one object. */
export interface Mutation {
  path: Path;
  /** In words, such as `3 → 4` or `removed`. */
  change: string;
  object: KubernetesObject;
}

/** A copy of an object with another value at a path; without a value, with nothing there. */
export function changed(object: KubernetesObject, path: Path, value: Json | undefined): KubernetesObject {
  const copy = structuredClone(object);
  const last = path.at(-1)!;
  let holder = copy as unknown as Record<string | number, Json>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, Json>;
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** Whether two objects are the same for Kubernetes, which fills in what they leave out; what it would refuse stays as it is. */
export function isSame(one: KubernetesObject, other: KubernetesObject): boolean {
  return sameValue(withDefaults(one), withDefaults(other));
}

/** As the API server would store it; what it would refuse stays as it is. */
export function withDefaults(object: KubernetesObject): KubernetesObject {
  if (validateObject(object as unknown as Json).length > 0) return object;
  const copy = structuredClone(object);
  fillInDefaults(copy);
  return copy;
}
