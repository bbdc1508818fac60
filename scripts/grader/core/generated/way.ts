/** Made by `npm run generate`: do not edit. */

/**
 * A way that is as right as the solution: it must pass.
 */
export interface WayFile {
  /**
   * What is done in another way, in one sentence.
   */
  about: string;
  /**
   * Where somebody published such a manifest.
   */
  source?: string;
  /**
   * Why a simulated cluster cannot judge it, in one sentence; there it must be `unsupported` then.
   */
  unsupported?: string;
}
