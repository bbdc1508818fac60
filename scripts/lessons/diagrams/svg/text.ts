/** Writes each text with as few elements as it needs: Mermaid gives every word a `tspan` and every line two offsets. */
export function joinWords(svg: Element): void {
  for (const word of svg.querySelectorAll("tspan.text-inner-tspan")) unwrapPlain(word);
  for (const text of svg.querySelectorAll("text")) {
    const lines = [...text.querySelectorAll(":scope > tspan")];
    for (const line of lines) line.normalize();
    for (const line of lines) addOffsets(line);
    if (lines.some((line) => line.hasAttribute("y"))) text.removeAttribute("y");
    if (lines.length === 1 && lines[0]) mergeInto(text, lines[0]);
  }
}

function unwrapPlain(word: Element): void {
  const isPlain = ["font-style", "font-weight"].every((name) => (word.getAttribute(name) ?? "normal") === "normal");
  if (isPlain) word.replaceWith(...word.childNodes);
}

/** One `y` in place of `y` and `dy`, when both are in em. */
function addOffsets(line: Element): void {
  const [y, dy] = ["y", "dy"].map((name) => /^(-?[\d.]+)em$/.exec(line.getAttribute(name) ?? "")?.[1]);
  if (y === undefined || dy === undefined) return;
  line.setAttribute("y", `${Number((Number(y) + Number(dy)).toFixed(2))}em`);
  line.removeAttribute("dy");
}

function mergeInto(text: Element, line: Element): void {
  for (const name of ["x", "y", "dy"]) {
    const value = line.getAttribute(name);
    if (value !== null && value !== "0") text.setAttribute(name, value);
  }
  line.replaceWith(...line.childNodes);
}
