import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import type { Box } from "./box.ts";
import { giveBoxes } from "./boxes.ts";

const { window } = new JSDOM("<!doctype html><body></body>");
giveBoxes(window, { fontSize: 14, bold: ".title", centered: ".node .label" });

function measured(svg: string): Box & { length: number } {
  window.document.body.innerHTML = `<svg>${svg}</svg>`;
  const element = window.document.querySelector<SVGTextElement>("svg > *");
  if (!element) throw new Error("no element");
  const { x, y, width, height } = element.getBBox();
  const round = (value: number): number => Number(value.toFixed(2));
  return {
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
    length: round(element.getComputedTextLength()),
  };
}

test.each<[string, Box]>([
  ['<rect x="1" y="2" width="30" height="40"/>', { x: 1, y: 2, width: 30, height: 40 }],
  ['<circle cx="10" cy="10" r="4"/>', { x: 6, y: 6, width: 8, height: 8 }],
  ['<ellipse cx="10" cy="10" rx="4" ry="2"/>', { x: 6, y: 8, width: 8, height: 4 }],
  ['<line x1="9" y1="1" x2="2" y2="5"/>', { x: 2, y: 1, width: 7, height: 4 }],
  ['<polygon points="0,0 10,-5 20,0"/>', { x: 0, y: -5, width: 20, height: 5 }],
  ['<path d="M0 0 C0 10 20 10 20 0"/>', { x: 0, y: 0, width: 20, height: 7.5 }],
  ["<path/>", { x: 0, y: 0, width: 0, height: 0 }],
  [
    '<g><rect width="5" height="5"/><rect/><g transform="translate(10,10)"><rect width="5" height="5"/></g></g>',
    { x: 0, y: 0, width: 15, height: 15 },
  ],
  [
    '<g><defs><rect width="99" height="99"/></defs><rect width="5" height="5"/></g>',
    { x: 0, y: 0, width: 5, height: 5 },
  ],
])("%s", (svg, box) => {
  expect(measured(svg)).toMatchObject(box);
});

/** What Chromium 156 gave for the same elements with B612 loaded; it also kerns, which makes lines a little narrower. */
test.each<[string, Box]>([
  ['<text x="5" y="20">kubelet</text>', { x: 5, y: 6, width: 50.8, height: 18 }],
  ['<g class="title"><text>Control plane</text></g>', { x: 0, y: -14, width: 90.95, height: 18 }],
  ['<text y="20" style="font-size: 20px" text-anchor="end">etcd</text>', { x: -41, y: 1, width: 41, height: 24 }],
  [
    '<g class="node"><g class="label"><text y="-10.1"><tspan x="0" y="-0.1em" dy="1.1em">kube-controller-</tspan><tspan x="0" y="1em" dy="1.1em">manager</tspan></text></g></g>',
    { x: -55.3, y: 0, width: 110.61, height: 33.4 },
  ],
])("text as wide and high as in Chromium: %s", (svg, chromium) => {
  const box = measured(svg);
  expect(box.height).toBeCloseTo(chromium.height);
  expect(box.y).toBeCloseTo(chromium.y);
  expect(Math.abs(box.width - chromium.width)).toBeLessThan(2);
  expect(Math.abs(box.x - chromium.x)).toBeLessThan(1);
});

test("a word is as long as its spans, and what B612 lacks is taken to be 1 em wide", () => {
  const whole = measured("<text>etcd store</text>").length;
  expect(measured("<text><tspan>etcd</tspan><tspan> store</tspan></text>").length).toBe(whole);
  expect(measured("<text>→</text>").length).toBe(14);
});
