import type { Status } from "#core/generated/verdict.ts";
import { MARKS } from "#reporters/words/status.ts";
import { element } from "#site/element.ts";

/** The mark and the word of a status; the mark is only to be seen. */
export function statusView(status: Status, word: string = status): HTMLElement {
  const mark = element("span", { "aria-hidden": "true" }, `${MARKS[status]} `);
  return element("span", { class: "status", "data-status": status }, mark, word);
}
