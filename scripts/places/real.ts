import type { Cluster } from "#core/cluster.ts";
import { openPlace, type Place } from "#core/context.ts";
import { isAlone } from "#core/lab/lab.ts";
import type { Places } from "./places.ts";
import { createTurns } from "./readers-writer-lock.ts";

/**
 * Places in one real cluster: labs of scope `namespace` side by side, one of scope `cluster` alone. `open` is called at
 * the first need, and again before and after a lab that is alone, as such a lab may leave the cluster in another state. It is told
 * whether the lab is alone: then no other process may use the cluster until it is closed.
 */
export function realPlaces(open: (alone: boolean) => Promise<Cluster>, signal: AbortSignal): Places {
  const turns = createTurns();
  const leaving = new Map<Place, () => Promise<void>>();
  let opening: Promise<Cluster> | undefined;

  const opened = async (alone: boolean): Promise<Cluster> => {
    opening ??= open(alone);
    return await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
  };
  const letGo = async (): Promise<void> => {
    const cluster = await opening?.catch(() => undefined);
    opening = undefined;
    await cluster?.close();
  };

  return {
    async take(lab) {
      const alone = isAlone(lab);
      const end = await (alone ? turns.alone(signal) : turns.share(signal));
      try {
        if (alone) await letGo();
        const cluster = await opened(alone);
        const place = await openPlace(cluster, lab);
        const leave = async (): Promise<void> => {
          try {
            await cluster.deleteNamespace(place.namespace);
          } finally {
            leaving.delete(place);
            if (alone) await letGo();
            end();
          }
        };
        let left: Promise<void> | undefined;
        leaving.set(place, async () => await (left ??= leave()));
        return place;
      } catch (error) {
        end();
        throw error;
      }
    },
    leave: async (place) => await leaving.get(place)?.(),
    async close() {
      // Also those that are on their way need the cluster; who leaves is told himself what fails.
      await Promise.allSettled([...leaving.values()].map(async (leave) => await leave()));
      await letGo();
    },
  };
}
