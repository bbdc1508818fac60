import type { Stage } from "#core/acts/stage.ts";
import type { Manifest } from "#core/manifest.ts";

/** What every check of one grade works with. */
export interface Checking extends Stage {
  /** The submission. */
  manifests: readonly Manifest[];
}
