import type { Course } from "#course/course.ts";
import type { GitHub } from "#github/github.ts";
import { reportsOn } from "#github/reports.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { type PullRequestReport, reportRecord, reportTitle } from "#reporters/pull-request/report.ts";
import { publishCheckRun } from "./check-run.ts";
import { publishComment } from "./comment.ts";
import { examine, type Examined } from "./examine.ts";
import { readEvent, type WorkflowRunEvent } from "./grade-run.ts";
import { findPullRequest, isCurrent, type PullRequest } from "./pull-request/pull-request.ts";
import type { Refused } from "./refused.ts";

export interface Reporting {
  github: GitHub;
  event: WorkflowRunEvent;
  /** The trusted course: that of the default branch. */
  course: Course;
  /** The commit that they come from, and the digest of the grader in it. */
  trusted: ReportRecord["trusted"];
}

export interface Reported {
  /** What was done, in words of ours alone. */
  words: string;
  /** What is on the commit now, where that is a score. */
  record?: ReportRecord;
}

const NEWER = "Nothing is reported: a newer run has reported already.";
const KEPT = "Nothing is reported: no pull request has this commit by now, and what was reported on it stays.";
const STALE = "Nothing is reported: the pull request has a newer commit by now, is closed, or was made after the run.";

/**
 * Reports a finished grade run on its pull request: finds it, makes sure that it changes nothing but exercises, reads and recounts the
 * verdicts, looks once more that nothing has moved, and writes a check run and a comment. Throws where GitHub does not do what it must.
 */
export async function report({ github, event, course, trusted }: Reporting): Promise<Reported> {
  const read = readEvent(event);
  if ("ignored" in read) return { words: `Nothing is reported: ${read.ignored}` };
  const { home, run } = read;
  const base = { run, sha: run.sha, trusted, ...(home.site !== undefined && { site: home.site }) };

  const found = await findPullRequest(github, home, run);
  if ("stale" in found) return { words: STALE };
  if ("refusal" in found) {
    const onCommit: PullRequestReport = { ...base, ...found, pull: 0, labs: [] };
    // A score that is there is worth more than that its pull request is closed by now.
    if ((await reportsOn(github, home, run.sha)).length > 0) return { words: KEPT };
    await publishCheckRun(github, home, onCommit);
    return { words: `Reported on the commit alone: ${reportTitle(onCommit)}` };
  }

  const { pull } = found;
  const examined = await examine({ github, home, run, pull, course, grader: trusted.grader });
  if ("labs" in examined && examined.labs.length === 0)
    return { words: "Nothing is reported: no file of an exercise was changed." };
  if (!(await isCurrent(github, home, run, pull))) return { words: STALE };

  const result: PullRequestReport = { ...base, ...doubtOf(pull, examined), pull: pull.number, labs: [], ...examined };
  if ((await publishCheckRun(github, home, result)) === "newer") return { words: NEWER };
  if ((await publishComment(github, home, result)) === "newer") return { words: NEWER };
  return {
    words: `Reported on pull request ${pull.number}: ${reportTitle(result)}`,
    ...(result.labs.length > 0 && { record: reportRecord(result) }),
  };
}

function doubtOf({ verified }: PullRequest, examined: Examined | Refused): Pick<PullRequestReport, "doubt"> {
  if (!verified) return { doubt: "same-repository" };
  return "nodeAccess" in examined && examined.nodeAccess ? { doubt: "node-access" } : {};
}
