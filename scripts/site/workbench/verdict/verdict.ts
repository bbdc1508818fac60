import type { Status } from "#core/generated/verdict.ts";
import { printable } from "#reporters/words/value.ts";
import { clusterWords, totalWords } from "#reporters/words/verdict.ts";
import { element } from "#site/element.ts";
import type { Graded } from "#site/workbench/grading/messages.ts";
import { checkView } from "./check.ts";
import { issueViews } from "./issue.ts";
import type { ShowPlace } from "./place.ts";
import { statusView } from "./status.ts";
import { timelineView } from "./timeline.ts";

/** What the page around a verdict knows. */
export interface VerdictContext {
  /** What the reader can do after a verdict with this status. */
  next: (status: Status) => (Node | string)[];
  showPlace: ShowPlace;
}

/** A verdict as a learner reads it: the order and the words of the terminal report, with what only a page can do. */
export function verdictView({ verdict, timeline }: Graded, { next, showPlace }: VerdictContext): Node[] {
  const { checks, error } = verdict;
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  return [
    head(clusterWords(verdict)),
    ...issueViews(verdict, showPlace),
    ...(error === undefined ? [] : [cause(error)]),
    element("ol", { class: "check-verdicts" }, ...checks.map((check) => checkView(check, titles, showPlace))),
    ...timelineView(timeline),
    total(verdict.status, totalWords(verdict)),
    element("p", { class: "next" }, ...next(verdict.status)),
  ];
}

/** What is shown in place of a verdict if grading gave none. */
export function errorView(error: string, { next }: VerdictContext): Node[] {
  return [head("none was reached"), cause(error), element("p", { class: "next" }, ...next("error"))];
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

/** A command that breaks only between its words: `--` is one. */
export function command(text: string): HTMLElement {
  const parts = text.split(" ").flatMap((word) => [" ", element("span", {}, word)]);
  return element("code", { class: "command" }, ...parts.slice(1));
}
