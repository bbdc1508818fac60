import type { Element, ElementContent, Properties } from "hast";
import { fromHtml } from "hast-util-from-html";
import { type Diagram, idPrefix, type TextLine } from "./diagram.ts";

/** In px: what fits the text column of a phone needs no larger view. */
const widthThatFits = 350;

/** What a figure shows. */
export interface Drawing {
  /** Its caption. */
  title: string;
  /** In px. */
  width: number;
  /** The drawing for a figure of this id, with which its own ids begin. */
  picture: (id: string) => Element;
  /** The same as a list, if what describes the drawing is not all of it. */
  words?: Element;
}

/** A diagram as what a figure shows. */
export function drawingOf(diagram: Diagram): Drawing {
  const { title, width, text: lines, kind } = diagram;
  return { title, width, picture: (id) => pictureOf(diagram, id), words: list(lines, kind === "sequence") };
}

/**
 * A numbered figure (with the letter of its part, if it is in a lesson of several): the drawing in a box that scrolls, its caption, a larger view in a dialog, and for a diagram the same in words.
 * The dialog opens by HTML's invoker commands and shows the drawing by reference, so the page needs no script and holds
 * the drawing once.
 */
export function figure(drawing: Drawing, number: number, sign = ""): Element {
  const { title, width, words } = drawing;
  const name = `Figure ${sign}${number}`;
  const id = `figure-${number}`;
  const isWide = width > widthThatFits;
  const picture = drawing.picture(id);
  return element("figure", { id, className: ["diagram"], style: `--diagram-width: ${width}px` }, [
    scroller(name, [picture]),
    element("figcaption", {}, [
      element("span", {}, [element("strong", {}, [text(`${name}.`)]), text(` ${title}`)]),
      ...(isWide ? [command("show-modal", `${id}-dialog`, "Enlarge")] : []),
    ]),
    ...(words ? [element("details", {}, [element("summary", {}, [text("Diagram as text")]), words])] : []),
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
