import { textWidth } from "#lessons/fonts/glyphs.ts";

/** From the largest that looks well to the smallest that reads well in a small picture, in px. */
const SIZES = [84, 72, 62, 54, 46];
const LINE_HEIGHT = 1.18;

/** Breaks a title into lines of the largest type that fits; what is too long for the smallest ends in an ellipsis. All in px. */
export function linesWithin(title: string, width: number, height: number): { size: number; lines: string[] } {
  for (const size of SIZES) {
    const lines = broken(title, size, width);
    const fits = lines.length * size * LINE_HEIGHT <= height && lines.every((line) => lineWidth(line, size) <= width);
    if (fits) return { size, lines: balanced(title, size, width, lines) };
  }
  const size = SIZES.at(-1) ?? 0;
  const lines = broken(title, size, width).slice(0, Math.floor(height / (size * LINE_HEIGHT)));
  return { size, lines: [...lines.slice(0, -1), shortened(lines.at(-1) ?? "", size, width)] };
}

function broken(title: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line !== undefined && lineWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The same number of lines, of lengths as even as the words allow. */
function balanced(title: string, size: number, width: number, lines: string[]): string[] {
  let even = lines;
  for (let narrower = width; narrower > 0; narrower -= size / 2) {
    const tried = broken(title, size, narrower);
    if (tried.length > lines.length || tried.some((line) => lineWidth(line, size) > narrower)) return even;
    even = tried;
  }
  return even;
}

function shortened(line: string, size: number, width: number): string {
  let end = line.length;
  while (end > 0 && lineWidth(`${line.slice(0, end)}…`, size) > width) end -= 1;
  return `${line.slice(0, end).trimEnd()}…`;
}

const lineWidth = (line: string, size: number): number => textWidth(line, size, 700);
