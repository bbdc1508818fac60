import { svgPathBbox } from "svg-path-bbox";
import { boxAround, boxBetween, emptyBox, union, type Box } from "./box.ts";
import { textBox } from "./text-box.ts";
import { transformed } from "./transform.ts";

const boxOfTag: Record<string, (element: Element) => Box> = {
  text: textBox,
  tspan: textBox,
  rect: rectangleBox,
  image: rectangleBox,
  foreignobject: rectangleBox,
  use: rectangleBox,
  circle: (element) => ellipseBox(element, number(element, "r"), number(element, "r")),
  ellipse: (element) => ellipseBox(element, number(element, "rx"), number(element, "ry")),
  line: (element) =>
    boxBetween(number(element, "x1"), number(element, "y1"), number(element, "x2"), number(element, "y2")),
  polygon: pointsBox,
  polyline: pointsBox,
  path: pathBox,
  ...Object.fromEntries(
    ["style", "defs", "marker", "title", "desc", "symbol", "clippath", "filter"].map((tag) => [tag, () => emptyBox]),
  ),
};

/** The box of an SVG element in its own coordinates, without strokes; a group's box is the union of its children's. */
export function elementBox(element: Element): Box {
  return (boxOfTag[element.tagName.toLowerCase()] ?? groupBox)(element);
}

function groupBox(element: Element): Box {
  return union([...element.children].map((child) => transformed(elementBox(child), attribute(child, "transform"))));
}

function rectangleBox(element: Element): Box {
  const [x, y] = [number(element, "x"), number(element, "y")];
  return { x, y, width: number(element, "width"), height: number(element, "height") };
}

function ellipseBox(element: Element, radiusX: number, radiusY: number): Box {
  const [x, y] = [number(element, "cx"), number(element, "cy")];
  return boxBetween(x - radiusX, y - radiusY, x + radiusX, y + radiusY);
}

function pointsBox(element: Element): Box {
  const points = attribute(element, "points").matchAll(/([-+\d.e]+)[\s,]+([-+\d.e]+)/g);
  return boxAround([...points].map(([, x, y]) => [Number(x), Number(y)]));
}

function pathBox(element: Element): Box {
  const path = attribute(element, "d");
  return path === "" ? emptyBox : boxBetween(...svgPathBbox(path));
}

function number(element: Element, name: string): number {
  return Number.parseFloat(attribute(element, name)) || 0;
}

function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? "";
}
