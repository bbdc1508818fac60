/** What style sheets do to the box of a text, as far as Mermaid's attributes do not say it. */
export interface TextStyle {
  /** In px. */
  fontSize: number;
  /** A selector of elements whose text is bold. */
  bold: string;
  /** A selector of elements whose text is centered. */
  centered: string;
}

let style: TextStyle;

/** Sets the style of all texts that are measured from here on. */
export function setTextStyle(next: TextStyle): void {
  style = next;
}

/** The font size in px that applies to a text element. */
export function fontSizeOf(element: Element): number {
  return toPixels(inherited(element, "font-size"), style.fontSize) ?? style.fontSize;
}

/** The font weight, 400 unless something bolder applies. */
export function fontWeightOf(element: Element): number {
  if (element.closest(style.bold)) return 700;
  const weight = inherited(element, "font-weight");
  return weight === "bold" || weight === "bolder" ? 700 : Number(weight) || 400;
}

/** Which end of the line stands at its x: `start`, `middle` or `end`. */
export function anchorOf(element: Element): string {
  return inherited(element, "text-anchor") ?? (element.closest(style.centered) ? "middle" : "start");
}

/** The dominant baseline, empty for the alphabetic one. */
export function baselineOf(element: Element): string {
  return inherited(element, "dominant-baseline") ?? "";
}

/** A length (`12`, `12px`, `1.1em`) in px; undefined if none exists. */
export function toPixels(length: string | null | undefined, fontSize: number): number | undefined {
  const number = Number.parseFloat(length ?? "");
  if (!Number.isFinite(number)) return undefined;
  return length?.endsWith("em") ? number * fontSize : number;
}

function inherited(element: Element, property: string): string | undefined {
  for (let ancestor: Element | null = element; ancestor; ancestor = ancestor.parentElement) {
    const value = inline(ancestor, property) ?? ancestor.getAttribute(property);
    if (value && value !== "inherit") return value;
  }
  return undefined;
}

function inline(element: Element, property: string): string | undefined {
  const declarations = element.getAttribute("style")?.split(";") ?? [];
  const [, value] =
    declarations.map((declaration) => declaration.split(":")).find(([name]) => name?.trim() === property) ?? [];
  return value?.replace("!important", "").trim();
}
