import type { Font } from "fontkitten";
import { readFace } from "./face.ts";

const faces = { regular: readFace(400), bold: readFace(700) };
const advances = new Map<string, number>();

/** How far a line reaches above and below its baseline, in px; Chromium rounds both to whole px. */
export function lineExtent(fontSize: number): { ascent: number; descent: number } {
  const { ascent, descent, unitsPerEm } = faces.regular;
  return {
    ascent: Math.round((ascent / unitsPerEm) * fontSize),
    descent: Math.round((-descent / unitsPerEm) * fontSize),
  };
}

/** The width of a line of B612 in px, without kerning; a browser picks the bold face from weight 600. */
export function textWidth(text: string, fontSize: number, fontWeight: number): number {
  const face = fontWeight >= 600 ? "bold" : "regular";
  return Array.from(text).reduce((width, character) => width + advance(face, character), 0) * fontSize;
}

function advance(face: keyof typeof faces, character: string): number {
  const key = face + character;
  const known = advances.get(key);
  if (known !== undefined) return known;
  const em = glyphAdvance(faces[face], character);
  advances.set(key, em);
  return em;
}

function glyphAdvance(font: Font, character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  // What B612 lacks (→, ≠, ✓) comes from whatever font the reader has: 1 em is wide enough for arrows and marks.
  if (!font.hasGlyphForCodePoint(codePoint)) return 1;
  return font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
}
