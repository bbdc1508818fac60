import { expect, it } from "vitest";
import { isEnough } from "./kind-program.ts";

it.each([
  ["none", false],
  ["0.9.0", false],
  ["0.32.1", false],
  ["0.33.0", true],
  ["0.33.1", true],
  ["0.100.0", true],
  ["1.0.0", true],
])("kind %s is recent enough: %s", (version, enough) => {
  expect(isEnough(version)).toBe(enough);
});
