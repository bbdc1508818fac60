import { markdownReport } from "#reporters/markdown/report.ts";
import { code, sentence } from "#reporters/markdown/text.ts";
import { heading, markdown, table } from "#reporters/markdown/tree.ts";
import { MARKS } from "#reporters/words/status.ts";
import type { PastScore, ReportRecord } from "./generated/report-record.ts";
import { hiddenRecord } from "./record.ts";
import { type PullRequestReport, reportRecord, reportTitle } from "./report.ts";
import { summaryMarkdown } from "./summary.ts";

/** GitHub takes 65,536 characters. */
const MAX_BYTES = 60_000;
const MAX_HISTORY = 10;

/** The report as the one comment on its pull request; `before` is what the comment said up to now. */
export function pullRequestComment(report: PullRequestReport, before?: ReportRecord): string {
  const record = reportRecord(report);
  const { sha, status, points, of } = record;
  const earlier = (before?.history ?? []).filter((score) => score.sha !== sha);
  const history = [...earlier, { sha, status, points, of }].slice(-MAX_HISTORY);
  const start = [
    hiddenRecord({ ...record, history }),
    markdown([heading(2, sentence(reportTitle(report)))]),
    summaryMarkdown(report),
  ].join("\n");
  const end = history.length > 1 ? historyMarkdown(history) : "";
  const left = MAX_BYTES - Buffer.byteLength(start + end);
  const details = report.labs.length > 0 ? markdownReport({ labs: report.labs }, left) : "";
  return [start, details, end].filter(Boolean).join("\n");
}

function historyMarkdown(history: readonly PastScore[]): string {
  const rows = history.map(({ sha, status, points, of }) => [
    [code(sha.slice(0, 7))],
    sentence(scoreWords({ status, points, of })),
  ]);
  return markdown([heading(2, sentence("Scores up to now")), table([["Commit", "Score"].map(sentence), ...rows])]);
}

function scoreWords({ status, points, of }: Omit<PastScore, "sha">): string {
  switch (status) {
    case "pass":
    case "fail":
      return `${MARKS[status]} ${points} of ${of} points`;
    case "refused":
      return "not graded";
    default:
      return "no verdict";
  }
}
