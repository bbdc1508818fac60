import type { RootContent, Table } from "mdast";
import type { CheckVerdict, VerdictIssue, VerdictLocation } from "#core/generated/verdict.ts";
import { placeLines } from "#reporters/detail-lines.ts";
import type { GradedLab, GradeRun } from "#reporters/graded-lab.ts";
import { issueWords } from "#reporters/issue-words.ts";
import { code, sentence } from "#reporters/markdown-text.ts";
import { heading, item, list, markdown, paragraph, table } from "#reporters/markdown-tree.ts";
import { MARKS } from "#reporters/status-words.ts";
import {
  clusterWords,
  failureFacts,
  moreIssuesWords,
  noteWords,
  observedFacts,
  totalWords,
} from "#reporters/verdict-words.ts";

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
    paragraph(words(clusterWords(verdict))),
    ...(issue ? issueSection(issue, lab) : []),
    ...(others.length > 0 ? [paragraph(words(moreIssuesWords(others.length)))] : []),
    ...(verdict.error === undefined ? [] : [paragraph([...words("cause "), code(verdict.error)])]),
    checkTable(verdict.checks),
    ...verdict.checks
      .filter((check) => check.status === "fail" || check.error !== undefined)
      .flatMap((check) => checkSection(check, lab)),
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

function checkSection(check: CheckVerdict, lab: GradedLab): RootContent[] {
  const [location] = check.locations;
  const [hint] = check.hints;
  const facts = (all: { label: string; text: string }[]) =>
    all.length === 0 ? [] : [list(all.map(({ label, text }) => item([...words(`${label} `), code(text)])))];
  return [
    heading(3, words(`${MARKS[check.status]} ${check.title}`)),
    ...facts(failureFacts(check)),
    ...(location ? [place(location, lab)] : []),
    ...facts(observedFacts(check)),
    ...(hint === undefined ? [] : [paragraph(words(`Hint: ${hint}`))]),
  ];
}

function checkTable(checks: readonly CheckVerdict[]): Table {
  const rows = checks.map((check) => [
    words(`${MARKS[check.status]} ${check.status}`),
    words(check.title),
    words(`${check.points}/${check.of}`),
    words(noteWords(check)),
  ]);
  return table([["Result", "Check", "Points", "Time"].map(words), ...rows], [null, null, "right", "right"]);
}

function place(location: VerdictLocation, lab: GradedLab): RootContent {
  return { type: "code", value: placeLines(location, lab).join("\n") };
}

const words = sentence;

function totalOf(verdict: GradedLab["verdict"]): string {
  return ` ${totalWords(verdict)}`;
}
