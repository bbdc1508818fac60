import type { Place } from "#core/context.ts";
import type { DeleteAct } from "#core/generated/lab.ts";
import type { Mismatch } from "#core/generated/verdict.ts";
import { oldest } from "./oldest.ts";

/** Deletes the oldest objects of a selection; a mismatch if there are not enough. */
export async function deleteObjects(place: Place, { objects, count }: DeleteAct): Promise<Mismatch | undefined> {
  const { found, missing } = await oldest(place, objects, count);
  for (const { apiVersion, kind, metadata } of found) {
    await place.cluster.delete({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name });
  }
  return missing;
}
