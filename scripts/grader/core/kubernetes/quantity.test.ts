import { expect, test } from "vitest";
import { quantityValue, repairedQuantity } from "./quantity.ts";

test.each([
  ["100m", 0.1],
  ["300m", 0.3],
  [0.5, 0.5],
  [".5", 0.5],
  ["5.", 5],
  ["+2", 2],
  ["-100m", -0.1],
  ["64Mi", 64 * 1024 * 1024],
  ["1.5Gi", 1.5 * 1024 ** 3],
  ["1k", 1000],
  ["1E", 1e18],
  ["1e3", 1000],
  ["1E3", 1000],
  ["5n", 5e-9],
  ["", undefined],
  ["abc", undefined],
  ["64MB", undefined],
  ["64 Mi", undefined],
  ["4K", undefined],
  ["4e3Mi", undefined],
  [".", undefined],
])("%j is %j", (text, value) => {
  expect(quantityValue(text)).toBe(value);
});

test.each([
  ["64MB", "64M"],
  ["64 mi", "64Mi"],
  ["1gb", "1G"],
  ["4K", "4k"],
  ["4KiB", "4Ki"],
  ["1.5g", "1.5G"],
  ["abc", undefined],
])("%j was probably meant as %j", (text, meant) => {
  expect(repairedQuantity(text)).toBe(meant);
});
