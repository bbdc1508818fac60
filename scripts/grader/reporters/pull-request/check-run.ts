import { markdownReport } from "#reporters/markdown/report.ts";
import { annotations } from "./annotations.ts";
import type { ReportStatus } from "./generated/report-record.ts";
import { hiddenRecord } from "./record.ts";
import { isPreview, type PullRequestReport, reportRecord, reportStatus, reportTitle } from "./report.ts";
import { summaryMarkdown } from "./summary.ts";

/** A check run of GitHub's, as its API takes it. */
export interface CheckRun {
  conclusion: "success" | "neutral" | "failure" | "action_required";
  title: string;
  summary: string;
  text: string;
  /** Most important first. */
  annotations: CheckAnnotation[];
}

interface CheckAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: "failure";
  title: string;
  message: string;
}

/**
 * Somebody has to do something where there is no score: `neutral`, which satisfies a branch that requires the check, is left to what passed
 * on a simulated cluster ({@link conclusionOf}), and `failure` would say that the work was wrong.
 */
const CONCLUSIONS: Record<ReportStatus, CheckRun["conclusion"]> = {
  pass: "success",
  fail: "failure",
  error: "action_required",
  unsupported: "action_required",
  refused: "action_required",
};

/** Longer messages hide the file under them. */
const MAX_MESSAGE = 4000;

/** The report as a check run. */
export function checkRun(report: PullRequestReport): CheckRun {
  const { labs } = report;
  return {
    conclusion: conclusionOf(report),
    title: reportTitle(report),
    summary: `${hiddenRecord(reportRecord(report))}\n\n${summaryMarkdown(report)}`,
    text: labs.length > 0 ? markdownReport({ labs }) : "",
    annotations: labs.flatMap((lab) =>
      annotations(lab)
        // Only lines that the commit has.
        .filter(({ path, line }) => line <= linesOf(lab.sources.get(path.slice(lab.folder.length + 1))))
        .map(({ path, line, title, message }) => ({
          path,
          start_line: line,
          end_line: line,
          annotation_level: "failure" as const,
          title: title.slice(0, 255).toWellFormed(),
          message: message.slice(0, MAX_MESSAGE).toWellFormed() || title,
        })),
    ),
  };
}

/** A real cluster has the last word: what passed on a simulated one has not succeeded yet. */
function conclusionOf(report: PullRequestReport): CheckRun["conclusion"] {
  const conclusion = CONCLUSIONS[reportStatus(report)];
  return conclusion === "success" && isPreview(report) ? "neutral" : conclusion;
}

function linesOf(source: string | undefined): number {
  return source === undefined ? 0 : source.split("\n").length;
}
