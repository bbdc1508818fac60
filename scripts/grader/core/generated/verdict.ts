/** Made by `npm run generate`: do not edit. */

export type Digest = string;
export type Status = "pass" | "fail" | "error" | "blocked" | "unsupported";

/**
 * The result of grading one lab, version 1.
 */
export interface Verdict {
  version: 1;
  lab: {
    id: string;
    title: string;
    digest: Digest;
  };
  submission: {
    digest: Digest;
  };
  /**
   * The program that graded, where it is one bundle whose files have a digest.
   */
  grader?: {
    digest: Digest;
  };
  /**
   * Null when the submission was refused before a cluster was asked for.
   */
  cluster: null | {
    /**
     * A verdict from a simulated cluster is a preview.
     */
    kind: "simulated" | "kubernetes";
    /**
     * The version of Kubernetes.
     */
    version: string;
    /**
     * The image of its nodes with its digest, where that is known: of a kind cluster.
     */
    image?: string;
  };
  status: Status;
  points: number;
  of: number;
  /**
   * In the order of the lab file.
   *
   * @minItems 1
   */
  checks: CheckVerdict[];
  /**
   * What stopped the grade before its checks, most important first.
   */
  issues: VerdictIssue[];
  /**
   * Why no verdict on the submission was reached; not the learner's doing.
   */
  error?: string;
  /**
   * Milliseconds of real time that each phase took.
   */
  timings: {
    read: number;
    cluster: number;
    apply: number;
    checks: number;
  };
}
export interface CheckVerdict {
  id: string;
  title: string;
  status: Status;
  points: number;
  of: number;
  /**
   * `behaviour`: something was broken on purpose, or requests, commands, logs or permissions were tried; `spec`: fields were read.
   */
  evidence: "behaviour" | "spec";
  /**
   * The lab's own words for the failure.
   */
  message?: string;
  /**
   * Milliseconds for which it was true, when it had to stay true and did not.
   */
  held?: number;
  /**
   * The last ones seen.
   */
  mismatches: Mismatch[];
  observed: Observation[];
  locations: VerdictLocation[];
  /**
   * Those that fit what was observed come first.
   */
  hints: string[];
  /**
   * The check that this one needs and that did not pass.
   */
  blockedBy?: string;
  /**
   * Why it could not be run, or what the cluster cannot do.
   */
  error?: string;
  /**
   * By the cluster's clock.
   */
  milliseconds: number;
}
export interface Mismatch {
  /**
   * Which object or response, such as `Pod/web-1` or `response 3`.
   */
  object?: string;
  /**
   * The field, or the part of the CEL expression.
   */
  path: string;
  expected: unknown;
  actual?: unknown;
}
/**
 * What the cluster said about it.
 */
export interface Observation {
  kind: "container" | "condition" | "event" | "service";
  /**
   * Such as `Pod/web-1`.
   */
  object: string;
  reason: string;
  message: string;
}
/**
 * A place in a file of the submission, counted from 1.
 */
export interface VerdictLocation {
  file: string;
  line: number;
  column: number;
}
export interface VerdictIssue {
  code: string;
  location: VerdictLocation;
  path: string;
  expected?: unknown;
  actual?: unknown;
  suggestion?: string;
}
