import type { Disturbances } from "#core/disturbances.ts";
import type { Place } from "#core/context.ts";

/** Where a check acts, and what it leaves behind. */
export interface Stage {
  place: Place;
  disturbances: Disturbances;
}
