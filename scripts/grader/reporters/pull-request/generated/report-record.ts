/** Made by `npm run generate`: do not edit. */

export type Sha = string;
export type Digest = string;
export type ReportStatus = "pass" | "fail" | "error" | "unsupported" | "refused";
export type Points = number;

/**
 * What a report says, for programs: hidden in the summary of its check run and in its comment.
 */
export interface ReportRecord {
  version: 1;
  /**
   * The id of the workflow run that graded.
   */
  run: number;
  attempt: number;
  /**
   * When GitHub made the run, just after the push; a further attempt does not move it.
   */
  created: string;
  /**
   * The pull request's number; 0 where there is none.
   */
  pull: number;
  sha: Sha;
  /**
   * What the verdicts were held to.
   */
  trusted: {
    sha: Sha;
    grader: Digest;
  };
  /**
   * False where whoever opened the pull request could change the grader as well.
   */
  verified: boolean;
  status: ReportStatus;
  /**
   * The code, where nothing was graded.
   */
  refusal?: string;
  points: Points;
  of: Points;
  /**
   * @maxItems 20
   */
  labs: ReportedLab[];
  /**
   * The last scores, oldest first; in the comment alone.
   *
   * @maxItems 10
   */
  history?: PastScore[];
}
export interface ReportedLab {
  id: string;
  status: ReportStatus;
  points: Points;
  of: Points;
  /**
   * Graded on a simulated cluster.
   */
  preview: boolean;
  lab: Digest;
  submission: Digest;
  /**
   * The image of the cluster's nodes with its digest, where there was a cluster and that is known.
   */
  image?: string;
}
export interface PastScore {
  sha: Sha;
  status: ReportStatus;
  points: Points;
  of: Points;
}
