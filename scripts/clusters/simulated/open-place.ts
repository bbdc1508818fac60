import { openPlace, type Place } from "#core/context.ts";
import { type Lab, workersOf } from "#core/lab/lab.ts";
import { openSimulatedCluster } from "./cluster.ts";

/** Makes a simulated cluster for one grade of a lab: they cost nothing. */
export async function openSimulatedPlace(lab: Lab): Promise<Place> {
  return await openPlace(await openSimulatedCluster({ workers: workersOf(lab) }), lab);
}
