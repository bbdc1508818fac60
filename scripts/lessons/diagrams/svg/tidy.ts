import { idPrefix } from "#lessons/diagrams/diagram.ts";
import { nameParts } from "./classes.ts";
import { arrangeGroups } from "./groups.ts";
import { decodeEntities } from "./labels.ts";
import { plainShapes } from "./shapes.ts";
import { joinWords } from "./text.ts";

interface Size {
  width: number;
  height: number;
}

/** The attributes that place things; Mermaid's colours, styles and notes to itself are dropped. */
const keptAttributes = new Set(
  ["class", "d", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"].concat(
    ["points", "transform", "viewBox", "text-anchor", "dominant-baseline", "font-style", "font-weight", "role"],
    ["marker-start", "marker-end", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient"],
    ["aria-labelledby", "aria-describedby", "aria-hidden", "id"],
  ),
);

/**
 * Makes Mermaid's drawing plain, in place: no styles, no colours, one decimal, few elements; gives its size in px.
 * @param shapeOf gives Mermaid's name for the shape of the node with that id
 */
export function tidySvg(svg: SVGSVGElement, shapeOf: (id: string) => string | undefined): Size {
  for (const style of svg.querySelectorAll("style")) style.remove();
  arrangeGroups(svg);
  plainShapes(svg, shapeOf);
  joinWords(svg);
  decodeEntities(svg);
  nameParts(svg);
  nameIds(svg);
  for (const element of [svg, ...svg.querySelectorAll("*")]) tidyAttributes(element);
  for (const group of [...svg.querySelectorAll("g")].reverse()) unwrapBare(group);
  gather(svg);
  return setSize(svg);
}

/** Keeps the ids that something refers to, so that a page can rename them, and removes what nothing refers to. */
function nameIds(svg: SVGSVGElement): void {
  const title = svg.querySelector(":scope > title");
  const description = svg.querySelector(":scope > desc");
  const links = ["marker-start", "marker-end"].flatMap((name) =>
    [...svg.querySelectorAll(`[${name}]`)].map((element) => ({ element, name, id: idIn(element.getAttribute(name)) })),
  );
  const targets = [...new Set(links.map(({ id }) => id))];
  for (const marker of svg.querySelectorAll("marker, symbol, filter, linearGradient")) {
    if (targets.includes(marker.id)) marker.id = `${idPrefix}-marker-${targets.indexOf(marker.id) + 1}`;
    else marker.remove();
  }
  for (const { element, name, id } of links) {
    element.setAttribute(name, `url(#${idPrefix}-marker-${targets.indexOf(id) + 1})`);
  }
  for (const element of [svg, ...svg.querySelectorAll("[id]")]) {
    if (element.localName !== "marker") element.removeAttribute("id");
  }
  if (title) title.id = `${idPrefix}-title`;
  if (description) description.id = `${idPrefix}-description`;
}

function idIn(url: string | null): string {
  return /#([^")]+)/.exec(url ?? "")?.[1] ?? "";
}

function tidyAttributes(element: Element): void {
  for (const { name, value } of Array.from(element.attributes)) {
    const isDefault = name === "text-anchor" && value === "middle";
    if (!keptAttributes.has(name) || isDefault) element.removeAttribute(name);
    else if (!name.startsWith("aria-") && !name.startsWith("marker-")) element.setAttribute(name, rounded(value));
  }
}

/** One decimal is a tenth of a px: enough, and a third of the bytes. */
function rounded(value: string): string {
  return value.replaceAll(/-?\d*\.\d+(?:e[-+]?\d+)?/gi, (number) => String(Number(Number(number).toFixed(1))));
}

function unwrapBare(group: Element): void {
  if (group.attributes.length === 0 || group.childNodes.length === 0) group.replaceWith(...group.childNodes);
}

/** Puts all that is drawn into one group, which readers skip and which a larger view can show once more. */
function gather(svg: SVGSVGElement): void {
  const drawing = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "g");
  drawing.append(...[...svg.childNodes].filter((child) => !["title", "desc"].includes(child.nodeName)));
  svg.append(drawing);
  setAttributes(drawing, {
    id: `${idPrefix}-drawing`,
    class: "drawing",
    "text-anchor": "middle",
    "aria-hidden": "true",
  });
}

function setSize(svg: SVGSVGElement): Size {
  const [x = 0, y = 0, width = 0, height = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  setAttributes(svg, {
    class: "picture",
    viewBox: [Math.floor(x), Math.floor(y), size.width, size.height].join(" "),
    width: String(size.width),
    height: String(size.height),
    role: "img",
    "aria-labelledby": `${idPrefix}-title`,
    "aria-describedby": `${idPrefix}-description`,
  });
  return size;
}

function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
