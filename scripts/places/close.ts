import type { Place } from "#core/context.ts";
import { causeWords } from "#core/error.ts";
import type { Lab } from "#core/lab/lab.ts";
import { type ClusterChoice, KIND_CLUSTER } from "./open.ts";
import type { Places } from "./places.ts";

/** Does work for which a place is taken when it is first asked for, and leaves that place afterwards, however the work ends. */
export async function inPlace<T>(
  places: Places,
  lab: Lab,
  work: (open: () => Promise<Place>) => Promise<T>,
): Promise<T> {
  let place: Place | undefined;
  try {
    return await work(async () => (place = await places.take(lab)));
  } finally {
    if (place) await leavePlace(places, place);
  }
}

/** Leaves a place whose verdict is known by now: what cannot be cleaned up any more does not change that, and is said. */
async function leavePlace(places: Places, place: Place): Promise<void> {
  try {
    await places.leave(place);
  } catch (error) {
    process.stderr.write(`The namespace ${place.namespace} could not be deleted: ${causeWords(error)}\n`);
  }
}

/** Lets go of the cluster, and deletes the kind cluster where it is not to be kept for the next time and no other process uses it. */
export async function closePlaces(
  places: Places,
  { cluster, keep }: { cluster: ClusterChoice; keep?: boolean },
  say: (text: string) => void,
): Promise<void> {
  await places.close();
  if (cluster !== "kind" || keep !== false) return;
  const { deleteKindCluster } = await import("#clusters/kind/kind-cluster.ts");
  await deleteKindCluster(KIND_CLUSTER, say);
}
