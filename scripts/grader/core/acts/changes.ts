import { type ObjectReference, RefusedError } from "#core/cluster.ts";
import type { Context, Place } from "#core/context.ts";
import { remember } from "#core/disturbances.ts";
import type { ObjectName, ScaleAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { isJsonMap, type JsonMap, type Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { isClusterScoped } from "#core/kubernetes/schema/kinds.ts";
import { namespaceFor, referenceTo } from "#core/look/selection.ts";

/** Changes an object by a JSON merge patch; a mismatch if it is not there. */
export async function patchObject(context: Context, name: ObjectName, merge: JsonMap): Promise<Mismatch | undefined> {
  const { cluster } = context;
  const reference = referenceTo(context, name);
  const [before] = await cluster.list(reference);
  if (!before) return { path: "", expected: `${name.kind}/${name.name}` };
  rememberPatch(context, reference, before, merge);
  await cluster.patch(reference, merge);
  return undefined;
}

/** Asks for another number of replicas; a mismatch if the object is not there, or asks for this number already. */
export async function scaleObject(context: Context, { object, replicas }: ScaleAct): Promise<Mismatch | undefined> {
  const [before] = await context.cluster.list(referenceTo(context, object));
  const path = "spec.replicas";
  if (before && (before.spec as JsonMap | undefined)?.["replicas"] === replicas)
    return { object: `${object.kind}/${object.name}`, path, expected: `not ${replicas} yet`, actual: replicas };
  return await patchObject(context, object, { spec: { replicas } });
}

/** Creates or updates an object of the author's. */
export async function applyObject(context: Context, object: KubernetesObject): Promise<void> {
  const placed = inNamespace(context, object);
  const { apiVersion, kind, metadata } = placed;
  const reference = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
  if (isOutside(context, reference)) {
    const undo = () => context.cluster.delete(reference);
    remember(context.disturbances, { what: `${nameOf(reference)} was created`, kind: "changed", undo });
  }
  await context.cluster.apply(placed, "grader");
}

/** The object in the namespace that it names, or in that of the grade. */
function inNamespace(place: Place, object: KubernetesObject): KubernetesObject {
  if (isClusterScoped(object)) return object;
  const { apiVersion, kind, metadata } = object;
  const namespace = namespaceFor(place, { apiVersion, kind, namespace: metadata.namespace });
  return { ...object, metadata: { ...metadata, namespace } };
}

/** The namespace of the grade is deleted with all that is in it. */
function isOutside(place: Place, { namespace }: ObjectReference): boolean {
  return namespace !== place.namespace;
}

function rememberPatch(context: Context, reference: ObjectReference, before: KubernetesObject, merge: JsonMap): void {
  if (!isOutside(context, reference)) return;
  const back = inverse(merge, before as unknown as JsonMap);
  remember(context.disturbances, {
    what: `${nameOf(reference)} was changed at ${fieldsIn(merge).join(", ")}`,
    kind: "changed",
    undo: () =>
      context.cluster.patch(reference, back).catch((error: unknown) => {
        if (!(error instanceof RefusedError && error.reason === "NotFound")) throw error;
      }),
  });
}

function nameOf({ kind, name, namespace }: ObjectReference): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${name} in ${namespace}`;
}

/** The merge patch that gives the fields of another one the values that they had before. */
function inverse(merge: JsonMap, before: Json | undefined): JsonMap {
  const had = isJsonMap(before) ? before : {};
  return Object.fromEntries(
    Object.entries(merge).map(([field, value]) => {
      const old = Object.hasOwn(had, field) ? (had[field] ?? null) : null;
      return [field, isJsonMap(value) && isJsonMap(old) ? inverse(value, old) : old];
    }),
  );
}

function fieldsIn(merge: JsonMap, path = ""): string[] {
  return Object.entries(merge).flatMap(([field, value]) =>
    isJsonMap(value) ? fieldsIn(value, `${path}${field}.`) : [`${path}${field}`],
  );
}
