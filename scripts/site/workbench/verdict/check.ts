import type { CheckVerdict } from "#core/generated/verdict.ts";
import { printable } from "#reporters/words/value.ts";
import { type Fact, failureFacts, noteWords, observedFacts } from "#reporters/words/verdict.ts";
import { button, element, words } from "#site/element.ts";
import type { ShowPlace } from "./place.ts";
import { statusView } from "./status.ts";

/** One check: a line that unfolds. What failed is open; `titles` are those of all checks by id. */
export function checkView(check: CheckVerdict, titles: ReadonlyMap<string, string>, showPlace: ShowPlace): HTMLElement {
  const { id, status, title, points, of, error } = check;
  const open = status === "fail" || error !== undefined;
  const summary = element(
    "summary",
    {},
    statusView(status),
    element("span", { class: "check-title" }, ...words(title)),
    element("span", { class: "points" }, `${points}/${of}`),
    element("span", { class: "note" }, noteWords(check)),
  );
  const inside = open ? reasons(check, showPlace) : [element("p", {}, ...words(about(check, titles)))];
  return element("li", { "data-check": id, "data-status": status }, element("details", { open }, summary, ...inside));
}

function reasons(check: CheckVerdict, showPlace: ShowPlace): Node[] {
  const [location] = check.locations;
  const list = element(
    "dl",
    {},
    ...failureFacts(check).flatMap(fact),
    ...(location ? entry("place", showPlace(location)) : []),
    ...observedFacts(check).flatMap(fact),
    ...(check.hints.length > 0 ? entry("hint", hintsView(check.hints)) : []),
    ...(check.status === "error" ? [] : entry("evidence", EVIDENCE[check.evidence])),
  );
  return [list];
}

function fact({ label, text }: Fact): Node[] {
  return entry(label, text);
}

function entry(label: string, what: Node | string): Node[] {
  return [element("dt", {}, label), element("dd", { class: label }, what)];
}

/** One hint, and one more on each request. */
function hintsView(hints: readonly string[]): HTMLElement {
  const list = element("div", { "aria-live": "polite" }, hint(hints[0] ?? ""));
  const rest = hints.slice(1);
  if (rest.length === 0) return list;
  const more = button("One more hint", { class: "quiet" }, () => {
    const shown = hint(rest.shift() ?? "");
    list.append(shown);
    if (rest.length > 0) return;
    more.remove();
    // The button had the focus, and its place is the hint's now.
    shown.tabIndex = -1;
    shown.focus();
  });
  return element("div", {}, list, more);
}

function hint(text: string): HTMLParagraphElement {
  return element("p", { class: "hint-text" }, ...words(printable(text)));
}

function about({ status, evidence, blockedBy }: CheckVerdict, titles: ReadonlyMap<string, string>): string {
  if (blockedBy) return `This runs when “${titles.get(blockedBy) ?? blockedBy}” passes.`;
  if (status === "blocked") return "This runs when nothing keeps the files from being applied.";
  if (status === "unsupported") return "The simulated cluster cannot say this; a real one can.";
  return `Evidence: ${EVIDENCE[evidence]}`;
}

/** What a check rests on. */
const EVIDENCE: Record<CheckVerdict["evidence"], string> = {
  behaviour: "behaviour. The cluster was seen to do it: requests were sent, or something was broken on purpose.",
  spec: "spec. Fields of objects were read.",
};
