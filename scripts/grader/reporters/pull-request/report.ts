import { overallStatus } from "#core/verdict.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import type { ReportRecord, ReportStatus } from "./generated/report-record.ts";
import { type Refusal, refusalWords } from "./refusal.ts";

/**
 * `same-repository`: whoever opened the pull request could change the grader as well. `node-access`: a lab lets its submission take the node,
 * and with it the machine that the grader ran on.
 */
export type Doubt = "same-repository" | "node-access";

/** What is reported on a commit of a pull request: verdicts, or why there are none. */
export interface PullRequestReport {
  /** `created`: when GitHub made the run, as ISO 8601. */
  run: { id: number; attempt: number; created: string; url: string };
  /** The commit that was graded. */
  sha: string;
  /** What the verdicts were held to. */
  trusted: ReportRecord["trusted"];
  /** 0 without one. */
  pull: number;
  /** Why the result is no proof, where it is none. */
  doubt?: Doubt;
  labs: readonly GradedLab[];
  refusal?: Refusal;
  /** The site with the labs' pages, with a slash at its end. */
  site?: string;
}

/** The status of the whole. */
export function reportStatus({ refusal, labs }: PullRequestReport): ReportStatus {
  return refusal ? "refused" : overallStatus(labs.map(({ verdict }) => verdict));
}

/** The points of all labs together. */
export function reportPoints({ labs }: PullRequestReport): { points: number; of: number } {
  const sum = (part: "points" | "of") => labs.reduce((total, { verdict }) => total + verdict[part], 0);
  return { points: sum("points"), of: sum("of") };
}

/** Whether a simulated cluster decided about one of the labs. */
export function isPreview({ labs }: PullRequestReport): boolean {
  return labs.some(({ verdict }) => verdict.cluster?.kind === "simulated");
}

/** The report in one line: `7 of 10 points: 1 check failed`. */
export function reportTitle(report: PullRequestReport): string {
  if (report.refusal) return outcomeWords(report);
  const labels = [isPreview(report) && "preview", report.doubt && "unverified"].filter(Boolean);
  return labels.length > 0 ? `${outcomeWords(report)} (${labels.join(", ")})` : outcomeWords(report);
}

function outcomeWords(report: PullRequestReport): string {
  const { points, of } = reportPoints(report);
  switch (reportStatus(report)) {
    case "refused":
      return `Not graded: ${report.refusal ? refusalWords(report.refusal).title : ""}`;
    case "error":
      return "No verdict: the grader failed, not your work";
    case "unsupported":
      return "No verdict: the cluster of this grade cannot show what a check asks";
    case "pass":
      return `${points} of ${of} points: every check passed`;
    case "fail":
      return `${points} of ${of} points: ${failureWords(report)}`;
  }
}

function failureWords({ labs }: PullRequestReport): string {
  const failed = labs.flatMap(({ verdict }) => verdict.checks.filter(({ status }) => status === "fail")).length;
  if (failed > 0) return failed === 1 ? "1 check failed" : `${failed} checks failed`;
  const issues = labs.reduce((total, { verdict }) => total + verdict.issues.length, 0);
  return issues === 1 ? "the files have an issue" : `the files have ${issues} issues`;
}

/** The report for programs. */
export function reportRecord(report: PullRequestReport): ReportRecord {
  const { run, sha, trusted, pull, doubt, refusal, labs } = report;
  const { id, attempt, created } = run;
  const identity = { version: 1 as const, run: id, attempt, created, pull, sha, trusted };
  return {
    ...identity,
    verified: !doubt && !refusal,
    status: reportStatus(report),
    ...(refusal && { refusal: refusal.code }),
    ...reportPoints(report),
    labs: labs.map(({ verdict: { lab, submission, cluster, status, points, of } }) => ({
      id: lab.id,
      status: overallStatus([{ status }]),
      points,
      of,
      preview: cluster?.kind === "simulated",
      lab: lab.digest,
      submission: submission.digest,
      ...(cluster?.image !== undefined && { image: cluster.image }),
    })),
  };
}
