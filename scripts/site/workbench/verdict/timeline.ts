import type { Moment } from "#core/explain/timeline.ts";
import { printable } from "#reporters/words/value.ts";
import { element } from "#site/element.ts";

/** What the cluster did while it was graded, folded: its events with the seconds of its own clock. */
export function timelineView(timeline: readonly Moment[]): Node[] {
  if (timeline.length === 0) return [];
  const summary = `What the cluster did: ${timeline.length} ${timeline.length === 1 ? "event" : "events"}`;
  const moments = timeline.map(({ milliseconds, warning, object, reason, message }) =>
    element(
      "li",
      { "data-warning": warning },
      element("span", { class: "seconds" }, `${(milliseconds / 1000).toFixed(1)} s`),
      element(
        "span",
        { class: "moment" },
        element("b", {}, printable(reason)),
        ` ${printable([object, message].filter(Boolean).join(": "))}`,
      ),
    ),
  );
  // It scrolls, and the keyboard must reach it.
  const list = element("ol", { tabindex: 0, "aria-label": "Events" }, ...moments);
  return [element("details", { class: "timeline" }, element("summary", {}, summary), list)];
}
