import type { GitHub, Repository } from "#github/github.ts";
import { reportsOn, type StandingReport } from "#github/reports.ts";
import { isNewer, runOf } from "#github/run-number.ts";
import type { ScoreRow, Standing } from "#reporters/gradebook/score-row.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";

export interface ScoreOptions {
  /** Milliseconds since 1970; what GitHub got after it is late. */
  deadline?: number;
  /** Only this lab. */
  lab?: string;
  /** Told before each pull request is read. */
  onProgress: (done: number, all: number) => void;
}

type Pull = Awaited<ReturnType<typeof pulls>>[number];

/** How many commits are looked through for a report when the newest has none. */
const MAX_COMMITS = 10;

/**
 * What the reports on all pull requests into the default branch say, by learner, lab and pull request, and the records of those with a
 * score. Only check runs by the Actions app that name the pull request and the commit that they are on are believed.
 */
export async function pullRequestScores(
  github: GitHub,
  repository: Repository,
  { deadline, lab, onProgress }: ScoreOptions,
): Promise<{ rows: ScoreRow[]; records: ReportRecord[] }> {
  const all = await pulls(github, repository);
  const rows: ScoreRow[] = [];
  const records: ReportRecord[] = [];
  for (const [index, pull] of all.entries()) {
    onProgress(index + 1, all.length);
    const report = await newestReport(github, repository, pull);
    rows.push(...scoreRows(pull, report, deadline));
    if (report && report.record.labs.length > 0) records.push(report.record);
  }
  const key = ({ learner, lab, pull }: ScoreRow) => `${learner.toLowerCase()} ${lab} ${String(pull).padStart(9, "0")}`;
  const wanted = rows
    .filter((row) => lab === undefined || row.lab === lab)
    .sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return { rows: wanted, records };
}

async function pulls(github: GitHub, { owner, repo }: Repository) {
  const { data: repository } = await github.rest.repos.get({ owner, repo });
  const base = repository.default_branch;
  return await github.paginate(github.rest.pulls.list, { owner, repo, state: "all", base, per_page: 100 });
}

/** The report on the newest commit, else on the newest one that has any. */
async function newestReport(github: GitHub, repository: Repository, pull: Pull): Promise<StandingReport | undefined> {
  const onHead = await reportOn(github, repository, pull, pull.head.sha);
  if (onHead) return onHead;
  const commits = await github.paginate(github.rest.pulls.listCommits, {
    owner: repository.owner,
    repo: repository.repo,
    pull_number: pull.number,
    per_page: 100,
  });
  const earlier = commits.map(({ sha }) => sha).filter((sha) => sha !== pull.head.sha);
  for (const sha of earlier.reverse().slice(0, MAX_COMMITS)) {
    const report = await reportOn(github, repository, pull, sha);
    if (report) return report;
  }
  return undefined;
}

async function reportOn(
  github: GitHub,
  repository: Repository,
  { number }: Pull,
  sha: string,
): Promise<StandingReport | undefined> {
  const reports = (await reportsOn(github, repository, sha)).filter(({ record }) => record.pull === number);
  return reports.reduce<StandingReport | undefined>((newest, report) => {
    const newer = !newest || isNewer(runOf(report.record), runOf(newest.record));
    return newer ? report : newest;
  }, undefined);
}

function scoreRows(pull: Pull, found: StandingReport | undefined, deadline: number | undefined): ScoreRow[] {
  const sha = found?.record.sha ?? pull.head.sha;
  const time = found?.record.created ?? "";
  const common = {
    learner: pull.user?.login ?? "ghost",
    pull: pull.number,
    pullUrl: pull.html_url,
    commitUrl: `${pull.base.repo.html_url}/commit/${sha}`,
    reportUrl: found?.url ?? "",
    sha,
    time,
    ...(deadline !== undefined && time && { late: Date.parse(time) > deadline }),
  };
  const nothing = { lab: "", points: 0, of: 0, submission: "", labDigest: "", trusted: "", grader: "", image: "" };
  if (!found) return [{ ...common, ...nothing, status: "none", standing: "none", reason: "" }];
  const { record } = found;
  const reason = record.refusal ?? "";
  if (record.labs.length === 0)
    return [{ ...common, ...nothing, status: record.status, standing: standingOf(pull, record, false), reason }];
  return record.labs.map(({ id, points, of, status, lab, submission, image = "", preview }) => {
    const standing = standingOf(pull, record, preview);
    const digests = { submission, labDigest: lab, trusted: record.trusted.sha, grader: record.trusted.grader, image };
    return { ...common, lab: id, points, of, status, standing, reason, ...digests };
  });
}

function standingOf(pull: Pull, record: ReportRecord, preview: boolean): Standing {
  if (record.sha !== pull.head.sha) return "stale";
  if (record.refusal === "protected-files") return "tampered";
  if (record.status === "refused") return "refused";
  // A branch of this repository can have a workflow that writes its own check runs, so the report's own word is not enough.
  if (!record.verified || pull.head.repo?.id === pull.base.repo.id) return "unverified";
  return preview ? "preview" : "verified";
}
