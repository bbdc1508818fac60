import type { Stage } from "./acts/stage.ts";
import type { Manifest } from "./kubernetes/manifest.ts";

/** What every check of one grade works with. */
export interface Checking extends Stage {
  /** The submission. */
  manifests: readonly Manifest[];
}
