import type { Status, Verdict, VerdictIssue } from "#core/generated/verdict.ts";
import { isPlaced, issuePage, issueWords } from "#reporters/words/issue.ts";
import { printable } from "#reporters/words/value.ts";
import { moreIssuesWords } from "#reporters/words/verdict.ts";
import { element, words } from "#site/element.ts";
import type { ShowPlace } from "./place.ts";
import { statusView } from "./status.ts";

/** The first issue, alone; the others are folded, since they may go away with it. */
export function issueViews({ issues, status }: Verdict, showPlace: ShowPlace): Node[] {
  const [first, ...others] = issues;
  if (!first) return [];
  if (others.length === 0) return [issueView(first, status, showPlace)];
  const folded = element(
    "details",
    { class: "more-issues" },
    element("summary", {}, moreIssuesWords(others.length)),
    ...others.map((issue) => issueView(issue, status, showPlace)),
  );
  return [issueView(first, status, showPlace), folded];
}

function issueView(issue: VerdictIssue, status: Status, showPlace: ShowPlace): HTMLElement {
  const { what, next } = issueWords(issue.code, issue);
  return element(
    "div",
    { class: "issue", "data-issue": issue.code },
    element("p", {}, issueLink(issue.code, status), " ", ...words(printable(what))),
    ...(isPlaced(issue) ? [showPlace(issue.location)] : []),
    element("p", {}, ...words(printable(next))),
  );
}

/** The code, which leads to the page that explains it. */
function issueLink(code: string, status: Status): HTMLElement {
  const href = `${import.meta.env.BASE_URL.replace(/\/?$/, "/")}${issuePage(code)}`;
  return element("a", { href, title: "What this means, with an example" }, statusView(status, code));
}
