import { styleText } from "node:util";
import type { CheckVerdict, Status, Verdict, VerdictIssue, VerdictLocation } from "#core/generated/verdict.ts";
import { issueWords } from "#reporters/issue-words.ts";
import { MARKS } from "#reporters/status-words.ts";
import { printable } from "#reporters/value-words.ts";
import {
  clusterWords,
  failureFacts,
  moreIssuesWords,
  noteWords,
  observedFacts,
  sourceLine,
  totalWords,
} from "#reporters/verdict-words.ts";

export interface TerminalOptions {
  /** Where the submission's files stand, as the learner would type it. */
  folder: string;
  /** The command that grades the same files on the same cluster again. */
  again: string;
  /** The text of each file, for the line that a location names. */
  sources: ReadonlyMap<string, string>;
  color: boolean;
}

type Style = Parameters<typeof styleText>[0];

const STYLES: Record<Status, Style> = {
  pass: "green",
  fail: "red",
  error: "magenta",
  blocked: "dim",
  unsupported: "yellow",
};

/** The verdict for a person at a terminal: checks in the lab's order, under a failed one what, where, why, and one hint. */
export function terminalReport(verdict: Verdict, options: TerminalOptions): string {
  const paint = (style: Style, text: string) =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const lines = [`${paint("bold", verdict.lab.title)}  ${paint("dim", clusterWords(verdict))}`, ""];
  const [issue, ...others] = verdict.issues;
  if (issue) {
    lines.push(...issueLines(issue, verdict.status, options, paint));
    if (others.length > 0) lines.push(paint("dim", `  ${moreIssuesWords(others.length)}`));
    lines.push("");
  }
  if (verdict.error !== undefined)
    lines.push(`  ${paint(STYLES.error, `${MARKS.error} error`)}  ${printable(verdict.error)}`, "");
  for (const check of verdict.checks) {
    lines.push(checkLine(check, paint));
    if (check.status === "fail" || check.error !== undefined) lines.push(...detailLines(check, options, paint));
  }
  lines.push(
    "",
    paint(["bold", ...[STYLES[verdict.status]].flat()], `${MARKS[verdict.status]} ${totalWords(verdict)}`),
    nextStep(verdict, options),
    "",
  );
  return lines.join("\n");
}

type Paint = (style: Style, text: string) => string;

function checkLine(check: CheckVerdict, paint: Paint): string {
  const status = paint(STYLES[check.status], `${MARKS[check.status]} ${check.status}`.padEnd(11));
  return `  ${status}  ${check.title}  ${paint("dim", [`${check.points}/${check.of}`, noteWords(check)].filter(Boolean).join("  "))}`;
}

function detailLines(check: CheckVerdict, options: TerminalOptions, paint: Paint): string[] {
  const line = ({ label, text }: { label: string; text: string }) => `      ${paint("dim", label.padEnd(9))} ${text}`;
  return [
    ...failureFacts(check).map(line),
    ...check.locations.slice(0, 1).flatMap((location) => sourceLines(location, options, paint)),
    ...observedFacts(check).map(line),
    ...check.hints.slice(0, 1).map((hint) => line({ label: "hint", text: printable(hint) })),
  ];
}

function issueLines(issue: VerdictIssue, status: Status, options: TerminalOptions, paint: Paint): string[] {
  const { what, next } = issueWords(issue.code, issue);
  return [
    `  ${paint(STYLES[status], `${MARKS[status]} ${issue.code}`)}  ${printable(what)}`,
    ...sourceLines(issue.location, options, paint),
    `      ${paint("dim", "next".padEnd(9))} ${printable(next)}`,
  ];
}

function sourceLines(location: VerdictLocation, { folder, sources }: TerminalOptions, paint: Paint): string[] {
  const { file, line, column } = location;
  // A name with a folder in it is none of the submission's: the lab's own setup.
  const path = file.includes("/") ? file : `${folder}/${file}`;
  const place = paint("cyan", `      ${printable(path)}:${line}:${column}`);
  const source = sourceLine(sources.get(file), location);
  if (!source) return [place];
  return [
    place,
    `      ${line} | ${source.text}`,
    `      ${" ".repeat(String(line).length)} | ${" ".repeat(source.caret)}${paint("red", "^")}`,
  ];
}

function nextStep({ status, cluster }: Verdict, { folder, again }: TerminalOptions): string {
  if (status === "fail") return `Next: edit the files in ${folder}, then ${again}`;
  if (status === "unsupported") return `Next: ${again} --cluster kind`;
  if (status === "error") return `Next: this is not about your files; mend the cause above, then ${again}`;
  return cluster?.kind === "simulated" ? `Next: ${again} --cluster kind` : "Next: open a pull request with your files";
}
