import type { Json } from "#core/json.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";
import { typeAt } from "#core/kubernetes/schema/field-types.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { type Path, pathText } from "#core/path.ts";
import { changed, type Mutation } from "./mutation.ts";

/** Every field of an object changed or removed in turn. */
export function fieldMutations(object: KubernetesObject): Mutation[] {
  return changesBelow(object, object as unknown as Json, []).map(({ path, value }) => ({
    path,
    change: changeWords(path, value, object),
    object: changed(object, path, value),
  }));
}

interface Change {
  path: Path;
  /** Absent: the field is removed. */
  value?: Json;
}

/** What says which object it is; without it there is none to grade. */
const IDENTITY = new Set(["apiVersion", "kind", "metadata"]);

function changesBelow(object: KubernetesObject, value: Json, path: Path): Change[] {
  if (value === null || typeof value !== "object")
    return changedScalars(object, value, path).map((value) => ({ path, value }));
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step): Change[] => {
    const below = [...path, step];
    const item = (value as Record<string | number, Json>)[step]!;
    if (path.length === 0 && step !== "metadata" && IDENTITY.has(String(step))) return [];
    if (step === "ports" && path.at(-2) === "containers" && isInformation(item)) return [];
    const removable = !(path.length === 0 && IDENTITY.has(String(step)));
    return [...(removable ? [{ path: below }] : []), ...changesBelow(object, item, below)];
  });
}

function changedScalars(object: KubernetesObject, value: Json, path: Path): Json[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return changedNumbers(value, path);
  if (typeof value !== "string" || isFree(object, path)) return [];
  const quantity = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(value);
  if (quantity && scalarAt(object, path) === "quantity") return [`${Number(quantity[1]) * 100}${quantity[2]}`];
  if (/^\d+%$/.test(value)) return ["0%", "100%"].filter((other) => other !== value);
  return otherTexts(object, value, path);
}

/** A second more or less is within what every honest check tolerates; one replica or one port more is not. */
function changedNumbers(value: number, path: Path): number[] {
  const tolerant = /(Seconds|Threshold)$/.test(String(path.at(-1)));
  return (tolerant ? [0, value * 100] : [value - 1, value + 1]).filter((other) => other >= 0 && other !== value);
}

/** Where Kubernetes takes certain values, the others of them; else another text. */
function otherTexts(object: KubernetesObject, value: string, path: Path): string[] {
  // A version that no registry has: the simulated cluster knows that too.
  if (path.at(-1) === "image") return [value.replace(/:[^:/]+$/, ":9999")];
  const text = value === "" ? "changed" : `${value}-changed`;
  const problem = validateObject(changed(object, path, text) as unknown as Json).find(
    ({ code, path: at }) => code === "invalid-value" && pathText(at) === pathText(path),
  );
  const allowed = Array.isArray(problem?.expected) ? problem.expected.map(String) : [];
  return allowed.length > 0 ? allowed.filter((other) => other !== value) : [text];
}

/** Names that are chosen freely: a container is called as one likes, and so is a port that nobody refers to by name. */
function isFree(object: KubernetesObject, path: Path): boolean {
  const [list, , field] = path.slice(-3);
  if (field !== "name") return false;
  if (list === "containers" || list === "initContainers") return true;
  return list === "ports" && object.kind !== "Service";
}

/**
 * A container's ports open and close nothing (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports):
 * only a name in them can be referred to.
 */
function isInformation(ports: Json): boolean {
  return Array.isArray(ports) && !ports.some((port) => port !== null && typeof port === "object" && "name" in port);
}

function scalarAt(object: KubernetesObject, path: Path): string | undefined {
  const type = typeAt(kindName(object), path);
  return type?.is === "scalar" ? type.name : undefined;
}

function changeWords(path: Path, value: Json | undefined, object: KubernetesObject): string {
  if (value === undefined) return "removed";
  const before = path.reduce<Json | undefined>(
    (at, step) => (at as Record<string | number, Json> | undefined)?.[step],
    object as unknown as Json,
  );
  return `${JSON.stringify(before)} → ${JSON.stringify(value)}`;
}
