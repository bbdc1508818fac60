import type { Cluster } from "./cluster.ts";
import { digestOf } from "./digest.ts";
import type { Check } from "./generated/lab.ts";
import type { CheckVerdict, Status, Verdict } from "./generated/verdict.ts";
import type { Issue } from "./issue.ts";
import type { Lab } from "./lab/lab.ts";
import type { SubmittedFile } from "./submission/submission.ts";

/** Checks that ran, or why none could. */
export type Result =
  | { checks: CheckVerdict[]; status?: undefined }
  | { checks?: undefined; status: Status; issues?: Issue[]; error?: string };

interface Graded {
  lab: Lab;
  files: readonly SubmittedFile[];
  /** Absent if none was asked for. */
  cluster: Cluster | undefined;
  result: Result;
  timings: Verdict["timings"];
}

/** The verdict on a lab, from the verdicts on its checks or from what kept them from being run. */
export function makeVerdict({ lab, files, cluster, result, timings }: Graded): Verdict {
  const checks = result.checks ?? lab.file.checks.map((check) => checkVerdict(check, result.status));
  return {
    version: 1,
    lab: { id: lab.id, title: lab.file.title, digest: lab.digest },
    submission: { digest: digestOf(files) },
    cluster: cluster ? clusterOf(cluster) : null,
    status: overallStatus(checks),
    points: sum(checks.map(({ points }) => points)),
    of: sum(checks.map(({ of }) => of)),
    checks,
    issues: result.checks ? [] : (result.issues ?? []),
    ...(result.status !== undefined && result.error !== undefined && { error: result.error }),
    timings,
  };
}

/** The verdict where no grade came to an end: `error`, with the cause. */
export function undecidedVerdict(lab: Lab, files: readonly SubmittedFile[], cause: string): Verdict {
  const timings = { read: 0, cluster: 0, apply: 0, checks: 0 };
  return makeVerdict({ lab, files, cluster: undefined, result: { status: "error", error: cause }, timings });
}

function clusterOf({ kind, version, image }: Cluster): NonNullable<Verdict["cluster"]> {
  return { kind, version, ...(image !== undefined && { image }) };
}

/** A check's verdict: no points and nothing seen but what `more` says. */
export function checkVerdict(check: Check, status: Status, more: Partial<CheckVerdict> = {}): CheckVerdict {
  return {
    id: check.id,
    title: check.title,
    status,
    points: 0,
    of: check.points,
    evidence: check.act || check.request || check.may || check.logs || check.exec ? "behaviour" : "spec",
    mismatches: [],
    observed: [],
    locations: [],
    hints: [],
    milliseconds: 0,
    ...more,
  };
}

/** From the worst to the best: what was not decided is worse than what failed, as it must never look like the learner's doing. */
const WORST_FIRST = ["error", "unsupported", "fail", "blocked", "pass"] as const satisfies readonly Status[];

/** The status of a whole: a check that could not run is no pass. */
export type OverallStatus = Exclude<Status, "blocked">;

/** The status of a lab with these checks, or of several labs: the worst of them; `error` where there is nothing to judge by. */
export function overallStatus(parts: readonly { status: Status }[]): OverallStatus {
  const worst = WORST_FIRST.find((one) => parts.some(({ status }) => status === one)) ?? "error";
  return worst === "blocked" ? "fail" : worst;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
