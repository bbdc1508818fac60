import type { Status } from "#core/generated/verdict.ts";
import { printable } from "#reporters/value-words.ts";
import { clusterWords, totalWords } from "#reporters/verdict-words.ts";
import { checkView } from "./check-view.ts";
import { element } from "./element.ts";
import { issueViews } from "./issue-view.ts";
import type { Graded } from "./messages.ts";
import type { ShowPlace } from "./place-view.ts";
import { statusView } from "./status-view.ts";
import { timelineView } from "./timeline-view.ts";

/** A verdict as a learner reads it: the order and the words of the terminal report, with what only a page can do. */
export function verdictView({ verdict, timeline }: Graded, showPlace: ShowPlace): Node[] {
  const { checks, error, lab } = verdict;
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  return [
    head(clusterWords(verdict)),
    ...issueViews(verdict, showPlace),
    ...(error === undefined ? [] : [cause(error)]),
    element("ol", { class: "check-verdicts" }, ...checks.map((check) => checkView(check, titles, showPlace))),
    ...timelineView(timeline),
    total(verdict.status, totalWords(verdict)),
    element("p", { class: "next" }, ...nextStep(verdict.status, lab.id)),
  ];
}

/** What stands in the place of a verdict when there is none. */
export function errorView(error: string, lab: string): Node[] {
  return [head("none was reached"), cause(error), element("p", { class: "next" }, ...nextStep("error", lab))];
}

function head(about: string): HTMLElement {
  return element("div", { class: "verdict-head" }, element("h3", {}, "Verdict"), element("p", {}, about));
}

function cause(error: string): HTMLElement {
  return element("p", { class: "cause" }, statusView("error"), " ", printable(error));
}

function total(status: Status, words: string): HTMLElement {
  return element("p", { class: "total" }, statusView(status, words));
}

function nextStep(status: Status, lab: string): (Node | string)[] {
  const onKind = command(`npm run grade -- ${lab} --cluster kind`);
  switch (status) {
    case "pass":
      return [
        "Next: a real cluster has the last word. Fork the repository, put your files into ",
        element("code", {}, `labs/${lab}/exercise`),
        " and run ",
        onKind,
      ];
    case "unsupported":
      return ["Next: a real cluster can say. In a copy of the repository, run ", onKind];
    case "error":
      return ["Next: this is not about your files, and they are kept. Grade again; if it stays so, reload the page."];
    default:
      return ["Next: change the file above and grade again."];
  }
}

/** A command that breaks only between its words: `--` is one. */
function command(text: string): HTMLElement {
  const parts = text.split(" ").flatMap((word) => [" ", element("span", {}, word)]);
  return element("code", { class: "command" }, ...parts.slice(1));
}
