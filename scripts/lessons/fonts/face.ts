import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkitten";

/** B612 of this weight, to measure and to draw with outside of a browser. */
export function readFace(weight: 400 | 700): Font {
  const url = import.meta.resolve(`@fontsource/b612/files/b612-latin-${weight}-normal.woff`);
  const font = create(readFileSync(fileURLToPath(url)));
  if (font.isCollection) throw new Error(`${url} holds several fonts; expected one`);
  return font;
}
