import type { RootContent, Table } from "mdast";
import type { CheckVerdict, VerdictIssue, VerdictLocation } from "#core/generated/verdict.ts";
import type { GradedLab, GradeRun } from "#reporters/graded-lab.ts";
import { placeLines } from "#reporters/words/detail-lines.ts";
import { issueWords } from "#reporters/words/issue.ts";
import { MARKS } from "#reporters/words/status.ts";
import { clusterWords, failureFacts, moreIssuesWords, observedFacts, totalWords } from "#reporters/words/verdict.ts";
import { code, sentence } from "./text.ts";
import { heading, item, list, markdown, paragraph, table } from "./tree.ts";

/** A comment on GitHub takes 65,536 characters; the rest is for what others write around the report. */
const MAX_BYTES = 60_000;

/** The run as GitHub's Markdown: a section for each lab, as many as fit into `bytes`; if not said, into a comment. */
export function markdownReport({ labs }: Pick<GradeRun, "labs">, bytes = MAX_BYTES): string {
  const sections = labs.map((lab) => markdown(section(lab)));
  const shown: string[] = [];
  for (const text of sections) {
    if (Buffer.byteLength([...shown, text].join("\n")) > bytes) break;
    shown.push(text);
  }
  const left = labs.slice(shown.length).map(({ verdict }) => item([code(verdict.lab.id), ...words(totalOf(verdict))]));
  if (left.length > 0)
    shown.push(markdown([paragraph(words("Without details, for the report would be too long:")), list(left)]));
  return shown.join("\n");
}

function section(lab: GradedLab): RootContent[] {
  const { verdict } = lab;
  const [issue, ...others] = verdict.issues;
  return [
    heading(2, words(`${MARKS[verdict.status]} ${verdict.lab.title}: ${totalWords(verdict)}`)),
    paragraph(words(capitalized(clusterWords(verdict)))),
    ...(issue ? issueSection(issue, lab) : []),
    ...(others.length > 0 ? [paragraph(words(capitalized(moreIssuesWords(others.length))))] : []),
    ...(verdict.error === undefined ? [] : [paragraph([...words("Cause: "), code(verdict.error)])]),
    checkTable(verdict.checks),
    ...verdict.checks.flatMap((check, index) =>
      check.status === "fail" || check.error !== undefined ? checkSection(check, index + 1, lab) : [],
    ),
  ];
}

function issueSection(issue: VerdictIssue, lab: GradedLab): RootContent[] {
  const { what, next } = issueWords(issue.code, issue);
  return [
    heading(3, [code(issue.code)]),
    paragraph(words(what)),
    place(issue.location, lab),
    paragraph(words(`Next: ${next}`)),
  ];
}

function checkSection(check: CheckVerdict, number: number, lab: GradedLab): RootContent[] {
  const [location] = check.locations;
  const [hint] = check.hints;
  const facts = (all: { label: string; text: string }[]) =>
    all.length === 0 ? [] : [list(all.map(({ label, text }) => item([...words(`${label} `), code(text)])))];
  return [
    heading(3, words(`${MARKS[check.status]} ${number}. ${check.title}`)),
    ...facts(failureFacts(check)),
    ...(location ? [place(location, lab)] : []),
    ...facts(observedFacts(check)),
    ...(hint === undefined ? [] : [paragraph(words(`Hint: ${hint}`))]),
  ];
}

/** The checks with numbers, by which those that are blocked name what they need. */
function checkTable(checks: readonly CheckVerdict[]): Table {
  const numberOf = (id: string): number => checks.findIndex((check) => check.id === id) + 1;
  const rows = checks.map(({ title, status, points, of, blockedBy, milliseconds }, index) => [
    // No line ends behind the mark, nor before the number.
    `${MARKS[status]}\u00a0${status}${blockedBy === undefined ? "" : ` by\u00a0${numberOf(blockedBy)}`}`,
    `${index + 1}. ${title}`,
    `${points}/${of}`,
    ...(took(checks) ? [status === "pass" || status === "fail" ? duration(milliseconds) : ""] : []),
  ]);
  const head = ["Result", "Check", "Points", ...(took(checks) ? ["Time"] : [])];
  return table(
    [head, ...rows].map((row) => row.map(words)),
    [null, null, "right", ...(took(checks) ? ["right" as const] : [])],
  );
}

/** Whether any of them ran. */
const took = (checks: readonly CheckVerdict[]): boolean =>
  checks.some(({ status }) => status === "pass" || status === "fail");

/** `0.3 s`, `12 s`. */
function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
}

function place(location: VerdictLocation, lab: GradedLab): RootContent {
  return { type: "code", value: placeLines(location, lab).join("\n") };
}

const words = sentence;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function totalOf(verdict: GradedLab["verdict"]): string {
  return ` ${totalWords(verdict)}`;
}
