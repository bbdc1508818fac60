import { outline } from "./outline.ts";
import { CARD } from "./size.ts";
import { linesWithin } from "./title-lines.ts";

/** What is on the picture that other sites show beside a link to a page. */
export interface Card {
  /** What the page's sign says, piece by piece; none where the page has no sign. */
  sign: readonly string[];
  title: string;
}

const MARGIN = 80;
const WIDTH = CARD.width - 2 * MARGIN;
const YELLOW = "#ffc61a";
const BLACK = "#111";
/** The tick of the wordmark, as in docs/public/favicon.svg. */
const TICK = "M6 17l6.5 6.5L25 11M15.5 8.5H25.5V18.5";

/** The card as SVG. Its text is drawn as outlines, so that it looks the same on a machine without the font. */
export function cardSvg({ sign, title }: Card): string {
  const { size, lines } = linesWithin(title, WIDTH, 290);
  const top = sign.length > 0 ? 184 : MARGIN;
  const drawn = lines.map((line, index) =>
    path(outline(line, { size, x: MARGIN, y: top + size * (0.95 + 1.18 * index) }).path, "#fff"),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">`,
    `<path d="M0 0H${CARD.width}V${CARD.height}H0z" fill="${BLACK}"/>`,
    `<path d="M0 ${CARD.height - 18}H${CARD.width}v18H0z" fill="${YELLOW}"/>`,
    ...signShapes(sign),
    ...drawn,
    ...wordmark(),
    "</svg>",
  ].join("");
}

/** A gate sign: the first piece in yellow on black, the others in black on yellow with a line between. */
function signShapes([first, ...details]: readonly string[]): string[] {
  if (first === undefined) return [];
  const text = { size: 34, y: MARGIN + 46 };
  const name = outline(first, { ...text, x: MARGIN + 28 });
  const nameEnd = MARGIN + 28 + name.width + 20;
  const shapes = [box(MARGIN + 8, MARGIN + 8, nameEnd - MARGIN - 8, 52, BLACK), path(name.path, YELLOW)];
  let end = nameEnd;
  for (const [index, detail] of details.entries()) {
    if (index > 0) shapes.push(box(end + 20, MARGIN + 16, 4, 36, BLACK));
    const drawn = outline(detail, { ...text, x: end + (index > 0 ? 44 : 20) });
    shapes.push(path(drawn.path, BLACK));
    end += drawn.width + (index > 0 ? 44 : 20);
  }
  const width = end + (details.length > 0 ? 28 : 8) - MARGIN;
  return [box(MARGIN, MARGIN, width, 68, YELLOW), ...shapes];
}

function wordmark(): string[] {
  const y = CARD.height - 134;
  return [
    `<g transform="translate(${MARGIN} ${y}) scale(2)"><rect width="32" height="32" rx="5" fill="${YELLOW}"/>`,
    `<path d="${TICK}" fill="none" stroke="${BLACK}" stroke-width="4"/></g>`,
    path(outline("Checkride", { size: 44, x: MARGIN + 86, y: y + 47 }).path, "#fff"),
  ];
}

const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

const box = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}"/>`;
