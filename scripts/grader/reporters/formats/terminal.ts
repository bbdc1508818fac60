import { styleText } from "node:util";
import type { CheckVerdict, Status, Verdict, VerdictIssue } from "#core/generated/verdict.ts";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { checkDetails, issueDetails, type Paint, plain } from "#reporters/words/detail-lines.ts";
import { issueWords } from "#reporters/words/issue.ts";
import { MARKS } from "#reporters/words/status.ts";
import { printable } from "#reporters/words/value.ts";
import { clusterWords, moreIssuesWords, noteWords, totalWords } from "#reporters/words/verdict.ts";

export interface TerminalOptions {
  /** The command that grades the same files on the same cluster again; without it, as in a job's log, nothing is said of what to type. */
  again?: string;
  /** Each save is graded. */
  watched?: boolean;
  color: boolean;
  /** How many hints are shown for a check, by its id; one if not said. */
  hints?: ReadonlyMap<string, number>;
}

const STYLES: Record<Status, Parameters<Paint>[0]> = {
  pass: "green",
  fail: "red",
  error: "magenta",
  blocked: "dim",
  unsupported: "yellow",
};

/** The verdict for a person at a terminal: checks in the lab's order, under a failed one what, where, why, and one hint. */
export function terminalReport(lab: GradedLab, options: TerminalOptions): string {
  const { verdict } = lab;
  const paint = painter(options.color);
  const lines = [`${paint("bold", verdict.lab.title)}  ${paint("dim", clusterWords(verdict))}`, ""];
  const [issue, ...others] = verdict.issues;
  if (issue) {
    lines.push(...issueLines(issue, verdict.status, lab, paint));
    if (others.length > 0) lines.push(paint("dim", `  ${moreIssuesWords(others.length)}`));
    lines.push("");
  }
  if (verdict.error !== undefined)
    lines.push(`  ${paint(STYLES.error, `${MARKS.error} error`)}  ${printable(verdict.error)}`, "");
  for (const check of verdict.checks) {
    lines.push(checkLine(check, paint));
    if (check.status === "fail" || check.error !== undefined) lines.push(...detailLines(check, lab, options, paint));
  }
  lines.push("", totalLine(verdict, totalWords(verdict), paint));
  if (options.again !== undefined) lines.push(nextStep(lab, options.again, options.watched));
  lines.push("");
  return lines.join("\n");
}

/** What stands under the reports of several labs: a line for each. */
export function terminalSummary(labs: readonly GradedLab[], options: { color: boolean }): string {
  const paint = painter(options.color);
  const width = Math.max(...labs.map(({ verdict }) => verdict.lab.id.length));
  const lines = labs.map(({ verdict }) =>
    totalLine(verdict, `${verdict.lab.id.padEnd(width)}  ${totalWords(verdict)}`, paint),
  );
  return [...lines, ""].join("\n");
}

/** One issue as the terminal shows it, without colour: for pages that explain issues. */
export function issueReport(issue: VerdictIssue, status: Status, files: Pick<GradedLab, "folder" | "sources">): string {
  return issueLines(issue, status, files, plain).join("\n");
}

function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}

function totalLine({ status }: Verdict, words: string, paint: Paint): string {
  return paint(["bold", ...[STYLES[status]].flat()], `${MARKS[status]} ${words}`);
}

function checkLine(check: CheckVerdict, paint: Paint): string {
  const status = paint(STYLES[check.status], `${MARKS[check.status]} ${check.status}`.padEnd(11));
  return `  ${status}  ${check.title}  ${paint("dim", [`${check.points}/${check.of}`, noteWords(check)].filter(Boolean).join("  "))}`;
}

function detailLines(check: CheckVerdict, lab: GradedLab, options: TerminalOptions, paint: Paint): string[] {
  const shown = options.hints?.get(check.id) ?? 1;
  const left = options.again === undefined ? 0 : check.hints.length - shown;
  return [
    ...checkDetails(check, lab, paint, shown),
    ...(left > 0
      ? [
          paint(
            "dim",
            `${" ".repeat(9)} ${left} more: ${options.watched ? "grade without --watch, and with --hint" : "add --hint"}`,
          ),
        ]
      : []),
  ].map(indented);
}

function issueLines(
  issue: VerdictIssue,
  status: Status,
  files: Pick<GradedLab, "folder" | "sources">,
  paint: Paint,
): string[] {
  const { what } = issueWords(issue.code, issue);
  return [
    `  ${paint(STYLES[status], `${MARKS[status]} ${issue.code}`)}  ${printable(what)}`,
    ...issueDetails(issue, files, paint).map(indented),
  ];
}

function indented(line: string): string {
  return `      ${line}`;
}

function nextStep({ verdict, folder }: GradedLab, again: string, watched = false): string {
  const { status, cluster } = verdict;
  if (status === "fail" && watched) return `Next: edit the files in ${folder}, and save`;
  if (status === "fail") return `Next: edit the files in ${folder}, then ${again}`;
  if (status === "unsupported") return `Next: ${again} --cluster kind`;
  if (status === "error") return `Next: this is not about your files; mend the cause above, then ${again}`;
  return cluster?.kind === "simulated" ? `Next: ${again} --cluster kind` : "Next: open a pull request with your files";
}
