import { expect, it } from "vitest";
import { sameValue } from "./json.ts";

it.each([
  [
    { a: 1, b: [{ c: null }] },
    { b: [{ c: null }], a: 1 },
  ],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: 1, b: undefined }, { a: 1 }],
  [[], []],
])("%j is the same as %j", (left, right) => {
  expect(sameValue(left, right)).toBe(true);
});

it.each([
  [{ a: 1 }, { a: 1, b: null }],
  [{ a: 1, b: 0 }, { a: 1 }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[], {}],
  [null, {}],
  ["1", 1],
])("%j is not the same as %j", (left, right) => {
  expect(sameValue(left, right)).toBe(false);
});
