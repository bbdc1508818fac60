/** Made by `npm run generate`: do not edit. */

/**
 * What a mistake or a lure must lead to: exactly these checks fail, or the submission is refused with exactly these issues.
 */
export type MistakeFile = {
  /**
   * What the learner did, in one sentence.
   */
  about: string;
  /**
   * The checks that fail; those that need them are blocked and not named.
   *
   * @minItems 1
   */
  fail?: string[];
  /**
   * The codes of the issues that keep the submission from being applied.
   *
   * @minItems 1
   */
  issues?: string[];
  /**
   * The mistake beside this one that fails in the same way, where both are worth keeping. One of the two says it.
   */
  like?: string;
  /**
   * Where somebody published such a manifest.
   */
  source?: string;
  /**
   * Why a simulated cluster cannot judge it, in one sentence; there it must be `unsupported` then.
   */
  unsupported?: string;
} & {
  [k: string]: unknown;
};
