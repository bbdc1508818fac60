import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { print } from "#commands/cli/output.ts";
import { showProgress } from "#commands/cli/progress.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { asApiError } from "#github/api-error.ts";
import { openGitHub } from "#github/github.ts";
import { classroom50Gradebook } from "#reporters/gradebook/classroom50.ts";
import { csvGradebook } from "#reporters/gradebook/csv.ts";
import type { ScoreRow } from "#reporters/gradebook/score-row.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { recordName, recordText } from "#reporters/pull-request/record.ts";
import { pullRequestScores } from "./scores.ts";

export interface GradebookCommand {
  format: "csv" | "classroom50";
  /** A file in place of standard output. */
  output?: string;
  /** `2026-12-01`, or a time with its offset. */
  deadline?: string;
  /** Only this lab. */
  lab?: string;
  /** A folder that gets the record of each report with a score as a file. */
  records?: string;
}

/** Writes the scores of a class. Throws {@link UsageError} for what was asked wrongly, an Error where GitHub does not answer. */
export async function gradebookCommand(name: string, options: GradebookCommand): Promise<number> {
  const [owner, repo, ...more] = name.split("/");
  if (!owner || !repo || more.length > 0)
    throw new UsageError(
      `"${name}" is no repository on GitHub. Next: write it as OWNER/REPO, such as octo-org/kubernetes-labs`,
    );
  const deadline = options.deadline === undefined ? undefined : deadlineOf(options.deadline);
  const token = process.env["GH_TOKEN"] || process.env["GITHUB_TOKEN"];
  if (!token)
    throw new UsageError(
      "GitHub wants to know who asks. Next: GH_TOKEN=$(gh auth token), or a token that may read the repository.",
    );
  const progress = showProgress(process.stderr);
  try {
    const github = openGitHub({ token, wait, baseUrl: process.env["GITHUB_API_URL"] });
    const { rows, records } = await pullRequestScores(
      github,
      { owner, repo },
      {
        lab: options.lab,
        deadline,
        onProgress: (done, all) => progress.say(`Reading pull request ${done} of ${all}`),
      },
    );
    progress.stop();
    if (options.records !== undefined) await writeRecords(options.records, records);
    await print(options.format === "csv" ? csvGradebook(rows) : classroom50Gradebook(rows, repo), options.output);
    process.stderr.write(summary(rows));
    return 0;
  } catch (error) {
    throw readable(error, name);
  } finally {
    progress.stop();
  }
}

/** To the byte as they are in the reports, since that is what the workflow attests. */
async function writeRecords(folder: string, records: readonly ReportRecord[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const record of records) await writeFile(join(folder, recordName(record)), recordText(record));
}

/** A day is meant to its end, in UTC. */
function deadlineOf(text: string): number {
  const [, day = "", time = "T23:59:59.999Z"] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  const deadline = Date.parse(`${day}${time}`);
  // JavaScript takes the 31st of February for the 3rd of March.
  const isDay = new Date(Date.parse(day) || 0).toISOString().startsWith(day || "no day");
  if (isDay && !Number.isNaN(deadline)) return deadline;
  throw new UsageError(
    `"${text}" is no deadline. Next: write a day, such as 2026-12-01 (to its end, UTC), or a time with its offset, such as 2026-12-01T18:00+01:00`,
  );
}

/** What a teacher has to look at. */
function summary(rows: readonly ScoreRow[]): string {
  const labels = rows.map(({ status, standing, late }) => {
    const label = status === "error" || status === "unsupported" ? "without a verdict" : standing;
    return late ? `${label}, late` : label;
  });
  const counts = Object.entries(Object.groupBy(labels, (label) => label)).map(
    ([label, list = []]) => `${list.length} ${label}`,
  );
  return `${rows.length} ${rows.length === 1 ? "line" : "lines"}${counts.length > 0 ? `: ${counts.sort().join("; ")}` : ""}\n`;
}

function readable(error: unknown, name: string): unknown {
  const failure = asApiError(error);
  if (!failure) return error;
  const { status, message, request } = failure;
  const said = `GitHub did not do \`${request}\`: ${status} ${message}\nNext: `;
  if (status === 401)
    return new UsageError(`${said}set GH_TOKEN to a token that is valid, such as that of \`gh auth token\`.`);
  if (status === 404) return new UsageError(`${said}see whether ${name} is there, and whether the token may read it.`);
  if (status === 403 || status === 429)
    return new UsageError(
      `${said}wait until the limit of requests is over, or take a token that may read pull requests and checks.`,
    );
  return new UsageError(`${said}look at https://www.githubstatus.com and try again.`);
}
