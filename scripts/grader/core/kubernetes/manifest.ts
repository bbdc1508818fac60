import type { Location } from "#core/issue.ts";
import type { Path } from "#core/path.ts";
import type { KubernetesObject } from "./object.ts";

/** One object of the submission and where each of its fields stands; exactly this object is applied. */
export interface Manifest {
  object: KubernetesObject;
  /** The place of the field's value, of its key, or of the nearest field around it that is there. */
  locate: (path: Path, part?: "key" | "value") => Location;
}
