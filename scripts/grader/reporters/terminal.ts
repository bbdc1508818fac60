import { styleText } from "node:util";
import type { CheckVerdict, Status, Verdict, VerdictIssue, VerdictLocation } from "#core/generated/verdict.ts";
import { issueWords } from "#reporters/issue-words.ts";
import { MARKS } from "#reporters/status-words.ts";
import { printable, value } from "#reporters/value-words.ts";

export interface TerminalOptions {
  /** Where the submission's files stand, as the learner would type it. */
  folder: string;
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
    lines.push(...issueLines(issue, options, paint));
    if (others.length > 0) lines.push(paint("dim", `  and ${others.length} more after this one`));
    lines.push("");
  }
  if (verdict.error !== undefined)
    lines.push(`  ${paint(STYLES.error, `${MARKS.error} error`)}  ${printable(verdict.error)}`, "");
  for (const check of verdict.checks) {
    lines.push(checkLine(check, paint));
    if (check.status === "fail" || check.error !== undefined) lines.push(...detailLines(check, options, paint));
  }
  const total = `${verdict.status}: ${verdict.points} of ${verdict.of} points`;
  lines.push(
    "",
    paint(["bold", ...[STYLES[verdict.status]].flat()], `${MARKS[verdict.status]} ${total}`),
    nextStep(verdict, options),
    "",
  );
  return lines.join("\n");
}

type Paint = (style: Style, text: string) => string;

function clusterWords({ cluster }: Verdict): string {
  if (!cluster) return "no cluster was needed";
  return cluster.kind === "simulated"
    ? `preview on a simulated cluster, Kubernetes ${cluster.version}`
    : `Kubernetes ${cluster.version}`;
}

function checkLine(check: CheckVerdict, paint: Paint): string {
  const status = paint(STYLES[check.status], `${MARKS[check.status]} ${check.status}`.padEnd(11));
  const ran = check.status === "pass" || check.status === "fail";
  const more = check.blockedBy ? `  needs ${check.blockedBy}` : ran ? `  ${check.milliseconds} ms` : "";
  return `  ${status}  ${check.title}  ${paint("dim", `${check.points}/${check.of}${more}`)}`;
}

function detailLines(check: CheckVerdict, options: TerminalOptions, paint: Paint): string[] {
  const label = (name: string, text: string) => `      ${paint("dim", name.padEnd(9))} ${printable(text)}`;
  const lines: string[] = [];
  if (check.error !== undefined) lines.push(label("cause", check.error));
  if (check.message) lines.push(label("found", check.message));
  for (const { object, path, expected, actual } of check.mismatches) {
    const field = [object, path].filter(Boolean).join(" ");
    lines.push(
      label("expected", field ? `${field} ${value(expected)}` : String(expected)),
      label("found", value(actual)),
    );
  }
  if (check.held !== undefined) lines.push(label("held", `true for ${Math.round(check.held / 100) / 10} s at most`));
  for (const location of check.locations.slice(0, 1)) lines.push(...sourceLines(location, options, paint));
  for (const { object, reason, message } of check.observed.slice(0, 3)) {
    lines.push(label("observed", [`${object} ${reason}`, message].filter(Boolean).join(": ")));
  }
  const [hint] = check.hints;
  if (hint) lines.push(label("hint", hint));
  return lines;
}

function issueLines(issue: VerdictIssue, options: TerminalOptions, paint: Paint): string[] {
  const { what, next } = issueWords(issue.code, issue);
  return [
    `  ${paint(STYLES.fail, `${MARKS.fail} ${issue.code}`)}  ${printable(what)}`,
    ...sourceLines(issue.location, options, paint),
    `      ${paint("dim", "next".padEnd(9))} ${printable(next)}`,
  ];
}

function sourceLines(
  { file, line, column }: VerdictLocation,
  { folder, sources }: TerminalOptions,
  paint: Paint,
): string[] {
  const place = paint("cyan", `      ${folder}/${printable(file)}:${line}:${column}`);
  const source = sources.get(file)?.split(/\r?\n/)[line - 1];
  if (source === undefined || source.trim() === "" || source.length > 200) return [place];
  const before = printable(source.slice(0, column - 1));
  return [
    place,
    `      ${line} | ${printable(source)}`,
    `      ${" ".repeat(String(line).length)} | ${" ".repeat(before.length)}${paint("red", "^")}`,
  ];
}

function nextStep(verdict: Verdict, { folder }: TerminalOptions): string {
  const again = `npm run grade -- ${verdict.lab.id}`;
  if (verdict.status === "fail") return `Next: edit the files in ${folder}, then ${again}`;
  if (verdict.status === "unsupported") return `Next: ${again} --cluster kind`;
  if (verdict.status === "error") return `Next: this is not about your files; mend the cause above, then ${again}`;
  return verdict.cluster?.kind === "simulated"
    ? `Next: ${again} --cluster kind`
    : "Next: open a pull request with your files";
}
