/** What stands about one lab of one pull request, for a gradebook. */
export interface ScoreRow {
  /** The login of whoever opened the pull request. */
  learner: string;
  /** Empty where nothing was graded. */
  lab: string;
  points: number;
  of: number;
  status: "pass" | "fail" | "error" | "unsupported" | "refused" | "none";
  standing: Standing;
  /** Whether it was pushed after the deadline; undefined without one. */
  late?: boolean;
  /** Why there is no score, as the report's code. */
  reason: string;
  pull: number;
  /** Addresses on GitHub. */
  pullUrl: string;
  commitUrl: string;
  reportUrl: string;
  sha: string;
  /** When GitHub got the commit, as ISO 8601; empty where no report stands. */
  time: string;
  /** The digest of the graded files: the same for the same files. This and what follows is empty where there is no report. */
  submission: string;
  labDigest: string;
  /** The commit of the main branch whose lab and grader the verdict was held to, and that grader's digest. */
  trusted: string;
  grader: string;
  /** The image of the cluster's nodes with its digest; empty as well where no cluster was made. */
  image: string;
}

/**
 * How far a score can be believed: `unverified` where whoever opened the pull request could change the grader as well, `tampered` where
 * it changes more than exercises, `stale` where a newer commit has no report yet, `none` where no commit has one.
 */
export type Standing = "verified" | "preview" | "unverified" | "tampered" | "refused" | "stale" | "none";
