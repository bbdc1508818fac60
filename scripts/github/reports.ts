import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { readRecord } from "#reporters/pull-request/record.ts";
import type { GitHub, Repository } from "./github.ts";

/** What the report's check run is called on GitHub. */
export const CHECK_NAME = "Checkride";

/** The app whose token a workflow has: nobody else writes as this app. */
const CHECK_APP = "github-actions";

/** A report that is on a commit, and its address. */
export interface StandingReport {
  record: ReportRecord;
  url: string;
}

/** The reports that are on a commit: only check runs by the Actions app that name the commit themselves are believed. */
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
