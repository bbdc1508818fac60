import { lineExtent, textWidth } from "#lessons/fonts/glyphs.ts";
import { type Box, union } from "./box.ts";
import { anchorOf, baselineOf, fontSizeOf, fontWeightOf, toPixels } from "./text-style.ts";

/** The advance of all text in an element, in px, as `getComputedTextLength` gives it. */
export function textLength(element: Element): number {
  return [...element.childNodes].reduce((width, child) => width + lengthOfChild(element, child), 0);
}

/** The box of a `text` or `tspan` element, each of its lines as high as the font's ascent and descent together. */
export function textBox(element: Element): Box {
  return union(textLines(element).map(lineBox));
}

interface Line {
  element: Element;
  x: number;
  /** The baseline. */
  y: number;
}

function lengthOfChild(parent: Element, child: ChildNode): number {
  if (child.nodeType === child.TEXT_NODE) {
    const text = (child.nodeValue ?? "").replaceAll(/\s+/g, " ");
    return textWidth(text, fontSizeOf(parent), fontWeightOf(parent));
  }
  return isElement(child) && isTextSpan(child) ? textLength(child) : 0;
}

/** Mermaid writes one line per positioned `tspan`; a text without such is one line. */
function textLines(element: Element): Line[] {
  const first = lineAt(element, { element, x: 0, y: 0 });
  const spans = [...element.children].filter((child) => isTextSpan(child) && isPositioned(child));
  if (spans.length === 0) return [first];
  const lines: Line[] = [];
  for (const span of spans) lines.push(lineAt(span, lines.at(-1) ?? first, first.x));
  return lines;
}

function lineAt(element: Element, previous: Line, startX = previous.x): Line {
  const size = fontSizeOf(element);
  const pixels = (attribute: string): number | undefined => toPixels(element.getAttribute(attribute), size);
  return { element, x: pixels("x") ?? startX, y: (pixels("y") ?? previous.y) + (pixels("dy") ?? 0) };
}

function lineBox({ element, x, y }: Line): Box {
  const width = textLength(element);
  const { ascent, descent } = lineExtent(fontSizeOf(element));
  const height = width === 0 ? 0 : ascent + descent;
  const left = x - width * share(anchorOf(element));
  return { x: left, y: y - aboveBaseline(baselineOf(element), ascent, height), width, height };
}

function share(anchor: string): number {
  return anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0;
}

function aboveBaseline(baseline: string, ascent: number, height: number): number {
  if (/central|middle/.test(baseline)) return height / 2;
  return /hanging|before-edge/.test(baseline) ? 0 : ascent;
}

function isPositioned(element: Element): boolean {
  return ["x", "y", "dy"].some((attribute) => element.hasAttribute(attribute));
}

function isTextSpan(element: Element): boolean {
  return /^(?:tspan|a)$/i.test(element.tagName);
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
