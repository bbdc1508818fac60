import type { GitHub } from "#github/github.ts";
import { isNewer, runOf } from "#github/run-number.ts";
import { writeAgain } from "#github/write-again.ts";
import { pullRequestComment } from "#reporters/pull-request/comment.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { readRecord } from "#reporters/pull-request/record.ts";
import type { PullRequestReport } from "#reporters/pull-request/report.ts";
import type { Home } from "./grade-run.ts";

/** Who the workflow's own token writes as; no person can have that name. */
const AUTHOR = "github-actions[bot]";

/** Writes the report into its one comment on the pull request, unless a newer run has. Says whether a newer one has. */
export async function publishComment(
  github: GitHub,
  home: Home,
  report: PullRequestReport,
): Promise<"published" | "newer"> {
  const { owner, repo } = home;
  return await writeAgain(async () => {
    const own = await ownComment(github, home, report.pull);
    if (own && isNewer(runOf(own.record), report.run)) return "newer";
    const body = pullRequestComment(report, own?.record);
    if (own) await github.rest.issues.updateComment({ owner, repo, comment_id: own.id, body });
    else await github.rest.issues.createComment({ owner, repo, issue_number: report.pull, body });
    return "published";
  });
}

async function ownComment(
  github: GitHub,
  { owner, repo }: Home,
  pull: number,
): Promise<{ id: number; record: ReportRecord } | undefined> {
  const comments = await github.paginate(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: pull,
    per_page: 100,
  });
  const own = comments.flatMap(({ id, user, body }) => {
    const record = user?.type === "Bot" && user.login === AUTHOR ? readRecord(body) : undefined;
    return record?.pull === pull ? [{ id, record }] : [];
  });
  return own[0];
}
