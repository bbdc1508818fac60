import { isRole } from "#lessons/roles.ts";

/** Space in px between the edge of a group and its title. */
const titleInset = { x: 12, y: 6 };

/** Least space in px between the edge of a group and a label in it. */
const labelGap = 4;

/** Makes groups readable: titles in the corner and above the lines that enter, and wide enough for the labels inside. */
export function arrangeGroups(svg: SVGSVGElement): void {
  const labels = [...svg.querySelectorAll<SVGGElement>(".edgeLabel")];
  for (const group of svg.querySelectorAll<SVGGElement>(".cluster, .statediagram-cluster")) {
    const frame = group.querySelector("rect");
    if (!frame) continue;
    for (const label of labels) fitLabel(frame, label);
    liftTitle(svg, group, frame.getBBox());
  }
}

/** Mermaid centers the title, where lines cross it, and draws it before them. */
function liftTitle(svg: SVGSVGElement, group: SVGGElement, { x, y }: DOMRect): void {
  const title = group.querySelector(".cluster-label");
  if (!title) return;
  title.setAttribute("transform", `translate(${x + titleInset.x}, ${y + titleInset.y})`);
  title.setAttribute("text-anchor", "start");
  title.classList.add(...[...group.classList].filter(isRole));
  svg.append(title);
}

/** Mermaid makes a state as wide as the states in it, and lets the labels stick out. */
function fitLabel(frame: SVGRectElement, label: SVGGElement): void {
  const [x = 0, y = 0] = (label.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
  const box = frame.getBBox();
  const isInside = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
  if (!isInside) return;
  label.classList.add("in-group");
  const half = label.getBBox().width / 2;
  const left = Math.min(box.x, x - half - labelGap);
  const right = Math.max(box.x + box.width, x + half + labelGap);
  frame.setAttribute("x", String(left));
  frame.setAttribute("width", String(right - left));
}
