import { expect, test } from "vitest";
import { transformed } from "./transform.ts";

const box = { x: 10, y: 20, width: 30, height: 40 };

test.each([
  ["", box],
  ["translate(5, -5)", { x: 15, y: 15, width: 30, height: 40 }],
  ["translate(5)", { x: 15, y: 20, width: 30, height: 40 }],
  ["scale(2)", { x: 20, y: 40, width: 60, height: 80 }],
  ["scale(1,-1)", { x: 10, y: -60, width: 30, height: 40 }],
  ["matrix(1 0 0 1 3 4)", { x: 13, y: 24, width: 30, height: 40 }],
  ["translate(100, 0) scale(2)", { x: 120, y: 40, width: 60, height: 80 }],
  ["rotate(90)", { x: -60, y: 10, width: 40, height: 30 }],
  ["rotate(180, 25, 40)", box],
])("%s", (attribute, expected) => {
  const { x, y, width, height } = transformed(box, attribute);
  expect(x).toBeCloseTo(expected.x);
  expect(y).toBeCloseTo(expected.y);
  expect(width).toBeCloseTo(expected.width);
  expect(height).toBeCloseTo(expected.height);
});

test("a box without extent stays where it is, as it draws nothing", () => {
  const nothing = { x: 0, y: 0, width: 0, height: 0 };
  expect(transformed(nothing, "translate(5, 5)")).toEqual(nothing);
});

test("a transform that is not known is an error, not a wrong box", () => {
  expect(() => transformed(box, "skewX(3)")).toThrow('transform "skewX" is not known to the box shim');
});
