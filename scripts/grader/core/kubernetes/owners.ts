import { kindName, type KubernetesObject } from "./object.ts";

/** The kinds that stand between an owner and the Pods that it controls in the end. */
const BETWEEN: Record<string, { apiVersion: string; kind: string }[]> = {
  "apps/v1/Deployment": [{ apiVersion: "apps/v1", kind: "ReplicaSet" }],
  "batch/v1/CronJob": [{ apiVersion: "batch/v1", kind: "Job" }],
};

/** Who must control the objects, itself or through the kinds between. */
interface OwnedBy {
  ownedBy?: { apiVersion: string; kind: string; name: string };
}

/** The kinds whose objects must be known to follow `selector.ownedBy`; the first is the owner's. */
export function ownerKinds({ ownedBy }: OwnedBy): { apiVersion: string; kind: string; name?: string }[] {
  return ownedBy ? [ownedBy, ...(BETWEEN[kindName(ownedBy)] ?? [])] : [];
}

/** Those of `objects` that live and that the owner controls, itself or through `others`, followed by UID and not by name. */
export function select(
  { ownedBy }: OwnedBy,
  objects: readonly KubernetesObject[],
  others: readonly KubernetesObject[],
): KubernetesObject[] {
  const living = objects.filter((object) => object.metadata.deletionTimestamp === undefined);
  if (!ownedBy) return living;
  const owner = others.find((other) => kindName(other) === kindName(ownedBy) && other.metadata.name === ownedBy.name);
  const byUid = new Map(others.map((other) => [other.metadata.uid, other]));
  return living.filter((object) => owner !== undefined && controllers(object, byUid).includes(owner));
}

/** The chain of controllers above an object, nearest first. */
export function controllers(
  object: KubernetesObject,
  byUid: ReadonlyMap<string | undefined, KubernetesObject>,
): KubernetesObject[] {
  const chain: KubernetesObject[] = [];
  let current: KubernetesObject | undefined = object;
  while (current) {
    const uid: string | undefined = current.metadata.ownerReferences?.find((reference) => reference.controller)?.uid;
    current = uid === undefined ? undefined : byUid.get(uid);
    if (!current || chain.includes(current)) break;
    chain.push(current);
  }
  return chain;
}
