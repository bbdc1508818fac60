import sharp from "sharp";
import { expect, test } from "vitest";
import { cardAddress } from "./address.ts";
import { cardSvg } from "./card.ts";
import { outline } from "./outline.ts";
import { cardOfPage } from "./page-card.ts";
import { CARD } from "./size.ts";
import { linesWithin } from "./title-lines.ts";

const page = (sign: string): string =>
  `<main><div class="page-title astro-x">${sign}<h1 id="_top">Worker &amp; nodes</h1><p>Text</p></div></main>`;

test("a card says what the sign and the title of its page say", () => {
  const lesson = `<p class="sign"> <span class="sr-only">Lesson</span> <b>2</b> <span>of 14</span><span class="sign-detail">
    part C of 9 </span></p>`;
  expect(cardOfPage(page(lesson))).toEqual({ sign: ["Lesson 2", "of 14", "part C of 9"], title: "Worker & nodes" });
  expect(cardOfPage(page(""))).toEqual({ sign: [], title: "Worker & nodes" });
  expect(cardOfPage("<main></main>")).toBeUndefined();
});

test("each page has an address for its card", () => {
  expect(["", "labs/", "labs/self-healing/"].map(cardAddress)).toEqual([
    "cards/index.png",
    "cards/labs.png",
    "cards/labs/self-healing.png",
  ]);
});

test("a title takes the largest type that fits, in even lines", () => {
  expect(linesWithin("Worker nodes", 1040, 290)).toEqual({ size: 84, lines: ["Worker nodes"] });
  expect(linesWithin("A selector does not match the labels of its own template", 1040, 290)).toMatchInlineSnapshot(`
    {
      "lines": [
        "A selector does not",
        "match the labels of",
        "its own template",
      ],
      "size": 72,
    }
  `);
});

test("a title that is too long for any type ends in an ellipsis within its place", () => {
  const { size, lines } = linesWithin("Kubernetes ".repeat(40), 1040, 290);
  expect(lines.length * size * 1.18).toBeLessThanOrEqual(290);
  expect(lines.at(-1)).toMatch(/…$/);
  for (const line of lines) expect(outline(line, { size, x: 0, y: 0 }).width).toBeLessThanOrEqual(1040);
});

test("a card is drawn in the colours of the signs, without a font of this machine", async () => {
  const svg = cardSvg({ sign: ["Lab 3", "20 minutes"], title: "Self-healing" });
  expect(svg).not.toMatch(/<text|font/);
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject(CARD);
  const at = (x: number, y: number): number[] => {
    const start = (y * info.width + x) * info.channels;
    return [...data.subarray(start, start + 3)];
  };
  expect([at(10, 10), at(84, 114), at(10, 620)]).toEqual([
    [17, 17, 17],
    [255, 198, 26],
    [255, 198, 26],
  ]);
});
