import type { Disturbances } from "#core/acts/disturbances.ts";
import type { Place } from "#core/place.ts";

/** Where a check acts, and what it leaves behind. */
export interface Stage {
  place: Place;
  disturbances: Disturbances;
}
