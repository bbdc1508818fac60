import type { Place } from "#core/context.ts";
import type { Lab } from "#core/lab/lab.ts";

/** Opens a simulated cluster for one grade in Node, which has to be told first how webernetes names its own files. Loads the code only when called. */
export async function openPlaceInNode(lab: Lab): Promise<Place> {
  await import("#simulator/webernetes/node-resolver.ts");
  const { openSimulatedPlace } = await import("./open-place.ts");
  return await openSimulatedPlace(lab);
}
