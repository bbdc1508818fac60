import type { GitHub } from "#github/github.ts";
import { CHECK_NAME, reportsOn } from "#github/reports.ts";
import { isNewer, runOf } from "#github/run-number.ts";
import { writeAgain } from "#github/write-again.ts";
import { checkRun } from "#reporters/pull-request/check-run.ts";
import type { PullRequestReport } from "#reporters/pull-request/report.ts";
import type { Home } from "./grade-run.ts";

/** GitHub takes no more in one request. */
const MAX_ANNOTATIONS = 50;

/** Writes the report on its commit, unless a newer run has reported there for the same pull request. Says whether one has. */
export async function publishCheckRun(
  github: GitHub,
  home: Home,
  report: PullRequestReport,
): Promise<"published" | "newer"> {
  return await writeAgain(async () => {
    // Another pull request can have the same commit.
    const standing = await reportsOn(github, home, report.sha);
    const before = standing
      .map(({ record }) => record)
      .filter(({ pull }) => pull === report.pull)
      .map(runOf);
    if (before.some((run) => isNewer(run, report.run))) return "newer";
    if (!before.some((run) => !isNewer(report.run, run))) await create(github, home, report);
    return "published";
  });
}

/** The result stands with the first request; what annotations are left follow. */
async function create(github: GitHub, { owner, repo }: Home, report: PullRequestReport): Promise<void> {
  const { conclusion, title, summary, text, annotations } = checkRun(report);
  const output = { title, summary, ...(text && { text }) };
  const { data } = await github.rest.checks.create({
    owner,
    repo,
    name: CHECK_NAME,
    head_sha: report.sha,
    details_url: report.run.url,
    status: "completed",
    conclusion,
    output: { ...output, annotations: annotations.slice(0, MAX_ANNOTATIONS) },
  });
  for (let start = MAX_ANNOTATIONS; start < annotations.length; start += MAX_ANNOTATIONS) {
    await github.rest.checks.update({
      owner,
      repo,
      check_run_id: data.id,
      output: { ...output, annotations: annotations.slice(start, start + MAX_ANNOTATIONS) },
    });
  }
}
