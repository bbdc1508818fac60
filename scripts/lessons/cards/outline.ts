import { readFace } from "#lessons/fonts/face.ts";

const bold = readFace(700);

/** A line of bold B612 as an SVG path that begins at `x` on the baseline `y`, and its width; all in px. */
export function outline(
  text: string,
  { size, x, y }: { size: number; x: number; y: number },
): { path: string; width: number } {
  const scale = size / bold.unitsPerEm;
  let end = x;
  const shapes = bold.glyphsForString(text).map((glyph) => {
    const shape = glyph.path.transform(scale, 0, 0, -scale, end, y).toSVG();
    end += glyph.advanceWidth * scale;
    return shape;
  });
  return { path: shapes.join(""), width: end - x };
}
