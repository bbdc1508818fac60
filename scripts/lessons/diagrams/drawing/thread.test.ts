import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { idPrefix, type Diagram } from "#lessons/diagrams/diagram.ts";
import { roles } from "#lessons/roles.ts";
import { drawInThread, stopDrawing } from "./thread.ts";

// The thread loads jsdom and Mermaid first, and shares two cores with the other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const names = ["cluster", "pod-phases", "request-flow", "scheduler", "troubleshooting"] as const;
const sources = new Map<string, string>();
const diagrams = new Map<string, Diagram>();

beforeAll(async () => {
  for (const name of names) {
    const source = await readFile(new URL(`../testing/${name}.mmd`, import.meta.url), "utf8");
    sources.set(name, source);
    diagrams.set(name, await drawInThread(source));
  }
});

afterAll(stopDrawing);

function drawn(name: (typeof names)[number]): Diagram {
  const diagram = diagrams.get(name);
  if (!diagram) throw new Error(`${name} was not drawn`);
  return diagram;
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

test.each(names)("%s: an image with a name, and nothing but what is drawn", (name) => {
  const { svg, title, description, width, height } = drawn(name);
  expect(svg).toMatch(
    new RegExp(
      `^<svg [^>]*><title id="${idPrefix}-title">${title}</title><desc id="${idPrefix}-description">${description}</desc><g id="${idPrefix}-drawing" class="drawing" text-anchor="middle" aria-hidden="true">.*</g></svg>$`,
      "s",
    ),
  );
  expect(svg).toContain(`role="img"`);
  expect(svg).toContain(`width="${width}"`);
  expect(svg).toContain(`height="${height}"`);
  expect(svg).not.toMatch(/<style|style=|data-|NaN|undefined|\d\.\d\d/);
});

test.each(names)("%s: every id is used, and every use has its id", (name) => {
  const { svg } = drawn(name);
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id).sort();
  const used = [...svg.matchAll(/(?:url\(#|aria-\w+=")([^")]+)/g)]
    .map(([, id = ""]) => id)
    .filter((id) => id !== "true");
  // The drawing itself is what the larger view refers to.
  expect([...new Set([...used, `${idPrefix}-drawing`])].sort()).toEqual(ids);
});

test.each(names)("%s: every role of the source is in the drawing", (name) => {
  const source = sources.get(name) ?? "";
  const inSource = roles.map((role) => [role, count(source, new RegExp(`:::${role}|"class": "${role}"`, "g"))]);
  const inDrawing = roles.map((role) => [role, count(drawn(name).svg, new RegExp(`role-${role}(?![\\w-])`, "g"))]);
  // Mermaid draws an actor as a figure, which has no class.
  const expected = inSource.map(([role, uses]) => [role, name === "request-flow" && role === "outside" ? 1 : uses]);
  expect(inDrawing).toEqual(expected);
  expect(inDrawing.some(([, uses]) => Number(uses) > 0)).toBe(true);
});

test.each([
  ["cluster", 15],
  ["pod-phases", 12],
  ["request-flow", 14],
  ["scheduler", 7],
  ["troubleshooting", 14],
] as const)("%s: all %i edges are there", (name, edges) => {
  expect(count(drawn(name).svg, /<(?:path|line)[^>]* class="[^"]*(?<![\w-])line(?![\w-])/g)).toBe(edges);
});

test("shapes that Mermaid sketches are plain elements", () => {
  // A stadium is a rounded rectangle, a final state two circles.
  expect(drawn("troubleshooting").svg).toMatch(/<g class="node role-outside"[^>]*><rect [^>]*rx="1\d/);
  expect(drawn("pod-phases").svg).toMatch(/<circle r="7"><\/circle><circle class="state-start" r="3"><\/circle>/);
  expect(Math.max(...names.map((name) => drawn(name).svg.length))).toBeLessThan(12_000);
});

test("entities are written as the characters that they stand for", async () => {
  const { svg } = await drawInThread(
    'flowchart TB\n  accTitle: T\n  accDescr: D\n  a["#quot;x#quot; &amp; #lt;y#gt;"]',
  );
  expect(svg).toContain('<text y="1em">"x" &amp; &lt;y&gt;</text>');
});
