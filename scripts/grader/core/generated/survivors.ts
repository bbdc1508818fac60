/** Made by `npm run generate`: do not edit. */

/**
 * Changes of the solution that no check notices because they are no mistake: another right way to say the same.
 *
 * @minItems 1
 */
export type SurvivorsFile = Survivor[];

export interface Survivor {
  /**
   * Kind and name, such as `Deployment/web`.
   */
  object: string;
  /**
   * The field and all that is below it, such as `spec.template.spec.containers[0].ports`; `*` stands for any one step.
   */
  path: string;
  /**
   * The change as `prove` prints it; any change if not said.
   */
  change?: string;
  /**
   * Why the changed solution is right as well, in one sentence.
   */
  why: string;
}
