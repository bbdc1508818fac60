import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { partNames } from "./diagrams/svg/classes.ts";
import { nearestRole, roles } from "./roles.ts";

const styles = (name: string): string => readFileSync(new URL(`../site/styles/${name}`, import.meta.url), "utf8");

test("the style sheet has a rule for every role and every part of a drawing", () => {
  const sheet = styles("diagrams.css");
  const names = [
    ...roles.map((role) => `role-${role}`),
    ...Object.values(partNames).flatMap((list) => list.split(" ")),
  ];
  expect(names.filter((name) => !new RegExp(String.raw`\.${name}(?![\w-])`).test(sheet))).toEqual([]);
});

test("the text of every role can be read on its fill, in both themes", () => {
  const tokens = styles("tokens.css");
  const contrasts = roles.flatMap((role) => {
    const [fills, texts] = ["fill", "text"].map((part) =>
      [...tokens.matchAll(new RegExp(`--role-${role}-${part}: (#[0-9a-f]{6})`, "g"))].map(([, colour = ""]) => colour),
    );
    return (fills ?? []).map((fill, theme) => ({ role, theme, contrast: contrast(fill, texts?.[theme] ?? "") }));
  });
  expect(contrasts).toHaveLength(2 * roles.length);
  expect(contrasts.filter((pair) => !(pair.contrast >= 4.5))).toEqual([]);
});

test("a misspelt role is recognized, a word of its own is not", () => {
  expect(nearestRole("contorl-plane")).toBe("control-plane");
  expect(nearestRole("sotre")).toBe("store");
  expect(nearestRole("red")).toBeUndefined();
});

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
