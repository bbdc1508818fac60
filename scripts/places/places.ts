import type { Place } from "#core/context.ts";
import type { Lab } from "#core/lab/lab.ts";

/** Where labs are graded, each in its own namespace. */
export interface Places {
  /** Opens the cluster at the first call; a lab of scope `cluster` waits until nobody else uses it. */
  take(lab: Lab): Promise<Place>;
  /** Deletes the namespace and lets the next lab in. */
  leave(place: Place): Promise<void>;
  /** Leaves what was not left, and lets go of the cluster. */
  close(): Promise<void>;
}
