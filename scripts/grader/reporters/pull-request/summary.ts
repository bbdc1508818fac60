import type { PhrasingContent, RootContent } from "mdast";
import type { GradedLab } from "#reporters/graded-lab.ts";
import { code, sentence } from "#reporters/markdown/text.ts";
import { item, list, markdown, paragraph, table } from "#reporters/markdown/tree.ts";
import { MARKS } from "#reporters/words/status.ts";
import { totalWords } from "#reporters/words/verdict.ts";
import { AGAIN, type Refusal, refusalWords } from "./refusal.ts";
import { isPreview, type PullRequestReport, reportPoints, reportStatus, type Doubt } from "./report.ts";

/** More paths than these do not help to find the one that went wrong. */
const MAX_DETAILS = 10;
const MAX_DETAIL = 300;

/** What is above the details of a report: the score, what it is worth, and the labs; or why there is no score. */
export function summaryMarkdown(report: PullRequestReport): string {
  const { refusal, labs } = report;
  return markdown([
    paragraph(scoreLine(report)),
    ...notes(report).map((text) => paragraph(sentence(text))),
    ...(refusal ? refusalSection(refusal) : []),
    ...(labs.length > 1 ? [labTable(report)] : []),
  ]);
}

function scoreLine(report: PullRequestReport): PhrasingContent[] {
  const { sha, run, labs } = report;
  const { points, of } = reportPoints(report);
  const status = reportStatus(report);
  const score = status === "pass" || status === "fail" ? `${MARKS[status]} ${points} of ${of} points` : "No score";
  const versions = new Set(labs.flatMap(({ verdict }) => verdict.cluster?.version ?? []));
  const facts = [...[...versions].map((version) => `Kubernetes ${version}`), `commit ${sha.slice(0, 7)}`];
  const [lab, ...others] = labs;
  return [
    { type: "strong", children: sentence(score) },
    ...(lab && others.length === 0 ? [...sentence(" · "), ...labWords(lab, report)] : []),
    ...sentence(` · ${facts.join(" · ")} · `),
    { type: "link", url: run.url, children: sentence("log of the grade") },
  ];
}

const DOUBTS: Record<Doubt, string> = {
  "same-repository":
    "the pull request stays inside one repository, so whoever opened it could change the grader as well.",
  "node-access":
    "a lab of it gives its Pods the node, and with it the machine of the grader. Whoever knows how could write any result.",
};

function notes(report: PullRequestReport): string[] {
  const texts: string[] = [];
  const status = reportStatus(report);
  if (status === "error") texts.push(`The grade itself failed, which costs no points. Next: ${AGAIN}`);
  if (isPreview(report)) {
    texts.push("Preview: a simulated cluster decided. The verdict from a real cluster is the one that counts.");
    if (status === "pass") texts.push("So this check is neutral, and no success.");
  }
  if (report.doubt && status !== "refused") texts.push(`Unverified: ${DOUBTS[report.doubt]}`);
  return texts;
}

function refusalSection(refusal: Refusal): RootContent[] {
  const { what, next } = refusalWords(refusal);
  const shown = refusal.details.slice(0, MAX_DETAILS).map((detail) => item([code(detail.slice(0, MAX_DETAIL))]));
  const more = refusal.details.length - shown.length;
  return [
    paragraph(sentence(what)),
    ...(shown.length > 0 ? [list(shown)] : []),
    ...(more > 0 ? [paragraph(sentence(`and ${more} more`))] : []),
    paragraph(sentence(`Next: ${next}`)),
  ];
}

/** A lab's title, with its page where there is a site. */
function labWords({ verdict: { lab } }: GradedLab, { site }: PullRequestReport): PhrasingContent[] {
  const title = sentence(lab.title);
  return site === undefined ? title : [{ type: "link", url: `${site}labs/${lab.id}/`, children: title }];
}

function labTable(report: PullRequestReport): RootContent {
  const rows = report.labs.map((lab) => {
    const { checks, status } = lab.verdict;
    const passed = checks.filter((check) => check.status === "pass").length;
    return [
      labWords(lab, report),
      sentence(`${MARKS[status]} ${totalWords(lab.verdict)}`),
      sentence(`${passed} of ${checks.length}`),
    ];
  });
  return table([["Lab", "Result", "Checks passed"].map(sentence), ...rows]);
}
