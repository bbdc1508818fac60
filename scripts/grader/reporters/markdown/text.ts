import type { PhrasingContent } from "mdast";
import { printable } from "#reporters/words/value.ts";

/** Invisible and without width: what it parts is no name, number or address any more. */
const BREAK = "\u200b";

/**
 * A sentence as Markdown, safe whatever a learner has put in it: what stands between backticks becomes code, the rest plain
 * text in which GitHub finds no user, issue or address to link. The serializer escapes what Markdown and HTML would read.
 */
export function sentence(text: string): PhrasingContent[] {
  return printable(text)
    .split("`")
    .map((part, index): PhrasingContent =>
      index % 2 === 1 ? { type: "inlineCode", value: part } : { type: "text", value: unlinked(part) },
    )
    .filter((node) => "value" in node && node.value !== "");
}

/** Values and names as they are, as code: nothing in it is read as Markdown, and nothing in it is linked. */
export function code(text: string): PhrasingContent {
  // Code without a character in it is not code.
  return { type: "inlineCode", value: printable(text) || " " };
}

/** Parts `@name`, `#1`, `GH-1`, `https://…` and `www.…`, which GitHub links in any text. */
function unlinked(text: string): string {
  return text
    .replaceAll("@", `@${BREAK}`)
    .replaceAll("#", `#${BREAK}`)
    .replace(/\bGH-(?=\d)/gi, (prefix) => `${prefix}${BREAK}`)
    .replaceAll("://", `:${BREAK}//`)
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}${BREAK}.`);
}
