import { openPlaceInNode } from "#clusters/simulated/open-in-node.ts";
import type { Place } from "#core/context.ts";
import type { Places } from "./places.ts";

/** Each lab has its own simulated cluster: they cost nothing. */
export function simulatedPlaces(): Places {
  const taken = new Set<Place>();
  const leave = async (place: Place): Promise<void> => {
    if (taken.delete(place)) await place.cluster.close();
  };
  return {
    async take(lab) {
      const place = await openPlaceInNode(lab);
      taken.add(place);
      return place;
    },
    leave,
    close: async () => void (await Promise.all([...taken].map(leave))),
  };
}
