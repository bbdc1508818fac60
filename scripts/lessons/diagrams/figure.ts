import type { Element, ElementContent, Properties } from "hast";
import { fromHtml } from "hast-util-from-html";
import { idPrefix, type Diagram, type TextLine } from "./diagram.ts";

/** In px: what fits the text column of a phone needs no larger view. */
const widthThatFits = 350;

/**
 * A numbered figure (with the letter of its part, if it is in a lesson of several): the drawing in a box that scrolls, its caption, a larger view in a dialog, and the same in words.
 * The dialog opens by HTML's invoker commands and shows the drawing by reference, so the page needs no script and holds
 * the drawing once.
 */
export function figure(diagram: Diagram, number: number, sign = ""): Element {
  const name = `Figure ${sign}${number}`;
  const id = `figure-${number}`;
  const isWide = diagram.width > widthThatFits;
  const picture = pictureOf(diagram, id);
  return element("figure", { id, className: ["diagram"], style: `--diagram-width: ${diagram.width}px` }, [
    scroller(name, [picture]),
    element("figcaption", {}, [
      element("span", {}, [element("strong", {}, [text(`${name}.`)]), text(` ${diagram.title}`)]),
      ...(isWide ? [command("show-modal", `${id}-dialog`, "Enlarge")] : []),
    ]),
    element("details", {}, [
      element("summary", {}, [text("Diagram as text")]),
      list(diagram.text, diagram.kind === "sequence"),
    ]),
    ...(isWide ? [dialog(picture, name, id)] : []),
  ]);
}

function pictureOf({ svg }: Diagram, id: string): Element {
  const markup = svg.replaceAll(new RegExp(`(["#])${idPrefix}-`, "g"), `$1${id}-`);
  const [picture] = fromHtml(markup, { fragment: true, space: "svg" }).children;
  if (picture?.type !== "element") throw new Error("the drawing is not an element");
  return picture;
}

function dialog(picture: Element, name: string, id: string): Element {
  const title = { ariaLabelledBy: [`${id}-title`] };
  const { ariaDescribedBy: _, ...properties } = picture.properties;
  const copy = element("svg", { ...properties, ...title }, [element("use", { href: `#${id}-drawing` }, [])]);
  return element("dialog", { id: `${id}-dialog`, closedBy: "any", ...title }, [
    command("close", `${id}-dialog`, "Close"),
    scroller(`${name}, enlarged`, [copy]),
  ]);
}

function command(name: string, target: string, label: string): Element {
  return element("button", { type: "button", command: name, commandFor: target }, [text(label)]);
}

/** A box that scrolls has to be reachable by the keyboard, and what can be reached needs a name. */
function scroller(name: string, children: ElementContent[]): Element {
  const properties = { className: ["diagram-box", "not-content"], tabIndex: 0, role: "group", ariaLabel: name };
  return element("div", properties, children);
}

function list(lines: readonly TextLine[], isNumbered: boolean): Element {
  const items = lines.map(({ text: words, number, lines: inner }) =>
    element("li", { value: number?.toString() }, [text(words), ...(inner ? [list(inner, isNumbered)] : [])]),
  );
  return element(isNumbered ? "ol" : "ul", {}, items);
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: "text", value };
}
