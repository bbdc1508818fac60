import type { Element } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toString } from "hast-util-to-string";
import type { Card } from "./card.ts";

/** What a built page shows at its top: its title, and what its sign says. Undefined if it has no title. */
export function cardOfPage(html: string): Card | undefined {
  const top = /<div class="page-title\b[\s\S]*?<\/h1>/.exec(html)?.[0];
  if (top === undefined) return undefined;
  const [block] = elements(fromHtml(top, { fragment: true }));
  const children = elements(block);
  const sign = children.find(({ properties }) => [properties["className"]].flat().includes("sign"));
  const title = children.find(({ tagName }) => tagName === "h1");
  return { sign: signPieces(elements(sign)), title: words(title) };
}

/** The number is in its own box; what only a screen reader says before it ("Lesson") goes with it. */
function signPieces(pieces: Element[]): string[] {
  const box = pieces.findIndex(({ tagName }) => tagName === "b");
  if (box === -1) return [];
  const name = pieces.slice(0, box + 1).map(words);
  return [name.join(" "), ...pieces.slice(box + 1).map(words)];
}

const elements = (parent: { children: unknown[] } | undefined): Element[] =>
  (parent?.children as { type: string }[] | undefined)?.filter((child): child is Element => child.type === "element") ??
  [];

const words = (element: Element | undefined): string =>
  element ? toString(element).replaceAll(/\s+/g, " ").trim() : "";
