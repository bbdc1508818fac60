/** Mermaid's stand-ins for `&#`, `&` and `;` in labels (`encodeEntities`). */
const standIns = [
  [/ﬂ°°/g, "&#"],
  [/ﬂ°/g, "&"],
  [/¶ß/g, ";"],
] as const;

/** A label as one line of plain text: no markup, no entities, no Markdown emphasis, line breaks as spaces. */
export function plainText(label: string, document: Document): string {
  const joined = label.replaceAll(/-<br\s*\/?>/gi, "-").replaceAll(/<br\s*\/?>/gi, " ");
  const entities = standIns.reduce((text, [pattern, character]) => text.replaceAll(pattern, character), joined);
  return textOf(entities, document)
    .replaceAll(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "$1")
    .replaceAll(/\*(?=\S)(.+?)(?<=\S)\*/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Writes the characters that entities stand for: in labels without HTML Mermaid leaves `&quot;` as it is. */
export function decodeEntities(svg: Element): void {
  for (const span of svg.querySelectorAll("text, tspan")) {
    for (const node of span.childNodes) {
      const value = node.nodeType === node.TEXT_NODE ? (node.nodeValue ?? "") : "";
      if (/&[#\w]+;/.test(value)) node.nodeValue = textOf(value.replaceAll("<", "&lt;"), svg.ownerDocument);
    }
  }
}

function textOf(html: string, document: Document): string {
  const element = document.createElement("div");
  element.innerHTML = html;
  return element.textContent ?? "";
}
