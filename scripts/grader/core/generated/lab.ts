/** Made by `npm run generate`: do not edit. */

/**
 * A time such as `500ms`, `30s` or `2m`.
 */
export type Duration = string;

/**
 * A lab: what the learner submits, and the checks that grade it.
 */
export interface LabFile {
  /**
   * The version of this file format.
   */
  version: 1;
  /**
   * What the learner reads first.
   */
  title: string;
  /**
   * One sentence for lists of labs.
   */
  summary: string;
  /**
   * The lesson that the lab belongs to, and the heading in it: `beginner/kubernetes-architecture#what-to-read`.
   */
  lesson: string;
  /**
   * How long a beginner needs.
   */
  minutes: number;
  /**
   * The cluster that the lab needs.
   */
  cluster?: {
    /**
     * Worker nodes beside the control plane node.
     */
    workers?: number;
  };
  /**
   * What the learner hands in.
   */
  submission: {
    /**
     * The names of the files, the same as in `exercise/`.
     *
     * @minItems 1
     */
    files: string[];
    /**
     * How many YAML documents one file may hold; 1 if not said.
     */
    documents?: number;
    /**
     * The kinds that may be submitted, as `apps/v1/Deployment`.
     *
     * @minItems 1
     */
    kinds: string[];
    /**
     * The objects that must be among those submitted.
     *
     * @minItems 1
     */
    objects: ObjectName[];
  };
  /**
   * What is graded, in the order in which the learner reads it.
   *
   * @minItems 1
   */
  checks: Check[];
}
/**
 * One object in the namespace of the grade.
 */
export interface ObjectName {
  /**
   * Such as `apps/v1`.
   */
  apiVersion: string;
  /**
   * Such as `Deployment`.
   */
  kind: string;
  /**
   * Its `metadata.name`.
   */
  name: string;
}
/**
 * One graded requirement.
 */
export interface Check {
  /**
   * Its name in reports and in `needs`.
   */
  id: string;
  /**
   * What must be true, as a sentence.
   */
  title: string;
  points: number;
  /**
   * Checks that must pass before; if one does not, this one is `blocked`.
   *
   * @minItems 1
   */
  needs?: string[];
  act?: Act;
  object?: ObjectName;
  objects?: ObjectSelector;
  request?: Request;
  /**
   * A partial object that the object, each of the objects or each response must contain. Lists match by the key that Kubernetes uses for them.
   */
  matches?: {};
  /**
   * A CEL expression that must be true. `condition(object, "Ready")` gives the status of a condition.
   */
  satisfies?: string;
  /**
   * What to say when `satisfies` is false; CEL in braces is filled in: `{objects.size()} Pods`.
   */
  message?: string;
  within?: Duration;
  for?: Duration;
  /**
   * @minItems 1
   */
  hints: Hint[];
}
/**
 * What is done to the cluster before the check looks. A check that acts runs alone.
 */
export interface Act {
  delete: DeleteAct;
}
/**
 * Deletes objects, the oldest first.
 */
export interface DeleteAct {
  objects: ObjectSelector;
  /**
   * How many of them.
   */
  count: number;
}
/**
 * Objects of one kind in the namespace of the grade. Objects that are being deleted do not count.
 */
export interface ObjectSelector {
  /**
   * Such as `v1`.
   */
  apiVersion: string;
  /**
   * Such as `Pod`.
   */
  kind: string;
  /**
   * Each label must be there with this value.
   */
  labels?: {
    [k: string]: string;
  };
  ownedBy?: ObjectName;
}
/**
 * HTTP GET requests through a Service, sent from inside the cluster as a Pod would.
 */
export interface Request {
  /**
   * The Service's name.
   */
  service: string;
  /**
   * The Service's port; 80 if not said.
   */
  port?: number;
  /**
   * The path of the URL; `/` if not said.
   */
  path?: string;
  /**
   * How many requests; 1 if not said. Each must satisfy the check.
   */
  times?: number;
}
export interface Hint {
  /**
   * Shown only when this was observed; a hint without `when` is shown after those that fit.
   */
  when?: {
    /**
     * Reasons of events, conditions or container states, such as `FailedScheduling` or `ErrImagePull`; one of them is enough.
     *
     * @minItems 1
     */
    reason: string[];
  };
  /**
   * One sentence or two in Markdown: the next thing to look at, never the manifest.
   */
  say: string;
}
