/**
 * Puts one plain element in place of what Mermaid sketches with several, and removes what draws nothing.
 * @param shapeOf gives Mermaid's name for the shape of the node with that id
 */
export function plainShapes(svg: SVGSVGElement, shapeOf: (id: string) => string | undefined): void {
  for (const node of svg.querySelectorAll<SVGGElement>("g.node")) plainNode(node, shapeOf(node.id));
  for (const fill of svg.querySelectorAll('path[stroke="none"]')) useAsOutline(fill);
  for (const line of svg.querySelectorAll("line[marker-start*=sequencenumber]")) line.replaceWith(numberDisc(line));
  for (const line of svg.querySelectorAll(".actor-line")) line.setAttribute("y2", String(bottomOf(svg)));
  for (const label of svg.querySelectorAll(".statediagram-state > .label, .statediagram-note > .label")) center(label);
  for (const invisible of svg.querySelectorAll(undrawn)) invisible.remove();
}

/** Invisible links, rectangles without a size and behind notes, and the second body of a composite state. */
const undrawn = ".edge-thickness-invisible, rect:not([width]), .note-cluster, rect.inner, defs:empty";

/** Mermaid draws every arc with hundreds of points. */
function plainNode(node: SVGGElement, shape: string | undefined): void {
  const sketch = node.querySelector<SVGGElement>(":scope > g:not(.label)");
  if (!sketch) return;
  if (shape === "stadium") {
    const { x, y, width, height } = sketch.getBBox();
    sketch.replaceWith(create(node, "rect", { x, y, width, height, rx: height / 2 }));
  } else if (shape === "stateEnd") {
    const [ring, dot] = [{ r: 7 }, { class: "state-start", r: 3 }];
    sketch.replaceWith(create(node, "circle", ring), create(node, "circle", dot));
  } else if (shape === "fork" || shape === "join") {
    for (const path of sketch.querySelectorAll("path")) path.classList.add("state-start");
  }
}

/** A sketch is a filled path and a second one for its outline, with each line drawn twice; the first can do both. */
function useAsOutline(fill: Element): void {
  const outline = fill.nextElementSibling;
  if (outline?.getAttribute("fill") === "none") outline.remove();
  const path = fill.getAttribute("d") ?? "";
  if (!/z\s*$/i.test(path)) fill.setAttribute("d", `${path}Z`);
}

/** Mermaid numbers messages with a marker on a line without length, sized by a stroke width of its own style sheet. */
function numberDisc(line: Element): Element {
  const [cx, cy] = [line.getAttribute("x1") ?? "0", line.getAttribute("y1") ?? "0"];
  return create(line, "circle", { class: "number", cx, cy, r: 9 });
}

/** Mermaid places the labels of states by their left edge, and then centers them there. */
function center(label: Element): void {
  const transform = label.getAttribute("transform") ?? "";
  label.setAttribute("transform", transform.replace(/translate\([^,]+,/, "translate(0,"));
}

function bottomOf(svg: SVGSVGElement): number {
  const [, top = 0, , height = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return top + height;
}

function create(near: Element, name: string, attributes: Record<string, string | number>): Element {
  const element = near.ownerDocument.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
}
