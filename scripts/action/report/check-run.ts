import type { Home } from "./grade-run.ts";
import { isNewer, runOf } from "#github/run-number.ts";
import type { GitHub, Repository } from "#github/github.ts";
import { writeAgain } from "#github/write-again.ts";
import { checkRun } from "#reporters/pull-request/check-run.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { readRecord } from "#reporters/pull-request/record.ts";
import type { PullRequestReport } from "#reporters/pull-request/report.ts";

/** What the report's check run is called on GitHub, and whose it is: nobody else writes as this app. */
const CHECK_NAME = "Checkride";
const CHECK_APP = "github-actions";

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

/** A report that stands on a commit, and its address. */
export interface StandingReport {
  record: ReportRecord;
  url: string;
}

/** The reports that stand on a commit: only check runs by the Actions app that name the commit themselves are believed. */
export async function reportsOn(github: GitHub, { owner, repo }: Repository, sha: string): Promise<StandingReport[]> {
  const runs = await github.paginate(github.rest.checks.listForRef, {
    owner,
    repo,
    ref: sha,
    check_name: CHECK_NAME,
    filter: "all",
    per_page: 100,
  });
  return runs.flatMap(({ name, app, output, head_sha, html_url }) => {
    const record = name === CHECK_NAME && app?.slug === CHECK_APP ? readRecord(output.summary) : undefined;
    return record?.sha === sha && head_sha === sha ? [{ record, url: html_url ?? "" }] : [];
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
