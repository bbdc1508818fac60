import type { ObjectProblem } from "#core/issue.ts";
import type { Json } from "#core/json.ts";
import type { Container, PodSecurityContext, PodSpec, SecurityContext } from "#core/kubernetes/generated/types.d.ts";
import type { Path } from "#core/path.ts";

/** What a Pod does that one control of the Pod Security Standards forbids; paths begin at the Pod's spec. */
export type Control = (spec: PodSpec) => ObjectProblem[];

/** Every container of a Pod, and where it stands. */
export function containers({ initContainers = [], containers: main = [] }: PodSpec): {
  path: Path;
  container: Container;
}[] {
  return [
    ...initContainers.map((container, index) => ({ path: ["initContainers", index], container })),
    ...main.map((container, index) => ({ path: ["containers", index], container })),
  ];
}

/** The security contexts that are written, the Pod's own first. */
export function securityContexts(spec: PodSpec): { path: Path; context: PodSecurityContext & SecurityContext }[] {
  return [
    { path: ["securityContext"], context: spec.securityContext ?? {} },
    ...containers(spec).map(({ path, container }) => ({
      path: [...path, "securityContext"],
      context: container.securityContext ?? {},
    })),
  ];
}

/** A problem; `expected` completes "must be …", or lists the values that are allowed. */
export function insecure(path: Path, expected: Json, actual?: Json): ObjectProblem {
  return { code: "pod-security", path, expected, ...(actual !== undefined && { actual }) };
}

/** Nothing unless the switch is on. */
export function forbidden(path: Path, actual: boolean | undefined): ObjectProblem[] {
  return actual ? [insecure(path, false, actual)] : [];
}

/** Nothing unless the field is there. */
export function absent(path: Path, actual: object | string | number | undefined): ObjectProblem[] {
  return actual === undefined ? [] : [insecure(path, "left out", actual as Json)];
}

/** Nothing when the field is absent or has one of the allowed values. */
export function oneOf(path: Path, allowed: readonly string[], actual: string | undefined): ObjectProblem[] {
  return actual === undefined || allowed.includes(actual) ? [] : [insecure(path, [...allowed], actual)];
}
