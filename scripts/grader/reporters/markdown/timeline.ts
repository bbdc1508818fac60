import type { Moment } from "#core/explain/timeline.ts";
import { code, sentence } from "./text.ts";
import { markdown, table } from "./tree.ts";

/** Beside what went wrong, which is what a reader looks for. */
const WARNING = "⚠ ";

/** What a cluster did while a lab was graded, as GitHub's Markdown: a folded table, empty where it did nothing. */
export function timelineMarkdown(title: string, moments: readonly Moment[]): string {
  if (moments.length === 0) return "";
  const rows = moments.map(({ milliseconds, warning, object, reason, message }) => [
    sentence(`${(milliseconds / 1000).toFixed(1)} s`),
    [...sentence(warning ? WARNING : ""), code([object, reason].filter(Boolean).join(" "))],
    sentence(message),
  ]);
  const html = (value: string) => ({ type: "html", value }) as const;
  return markdown([
    html("<details>\n<summary>What the cluster did</summary>"),
    { type: "paragraph", children: sentence(title) },
    table([["After", "What", "Message"].map(sentence), ...rows]),
    html("</details>"),
  ]);
}
