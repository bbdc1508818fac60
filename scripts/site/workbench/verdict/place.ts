import type { VerdictLocation } from "#core/generated/verdict.ts";
import { printable } from "#reporters/words/value.ts";
import { sourceLine } from "#reporters/words/verdict.ts";
import { button, element } from "#site/element.ts";

/** Makes the view of a place in the learner's files. */
export type ShowPlace = (location: VerdictLocation) => HTMLElement;

/** Places in these files: `deployment.yaml:6:3`, which leads there when pressed, and the line with a caret under it. */
export function placeViews(
  files: readonly { name: string; text: string }[],
  goTo: (location: VerdictLocation) => void,
): ShowPlace {
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  return (location) => {
    const name = `${printable(location.file)}:${location.line}:${location.column}`;
    // A file that the learner does not have in the editor: one that is missing, or the lab's own.
    if (!texts.has(location.file)) return element("div", {}, element("code", {}, name));
    const link = button(name, { class: "place", title: "Go to this line in the editor" }, () => goTo(location));
    const source = sourceLine(texts.get(location.file), location);
    if (!source) return element("div", {}, link);
    const caret = element("span", { class: "caret", "aria-hidden": "true" }, `\n${" ".repeat(source.caret)}^`);
    return element("div", {}, link, element("pre", { class: "source" }, source.text, caret));
  };
}
