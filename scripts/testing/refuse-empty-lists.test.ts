import { describe, expect, it } from "vitest";

const none: string[] = [];

it.each([
  ["it.each", () => it.each(none)],
  ["it.for", () => it.for(none)],
  ["it.concurrent.for", () => it.concurrent.for(none)],
  ["it.skipIf(false).each", () => it.skipIf(false).each(none)],
  ["describe.each", () => describe.each(none)],
  ["describe.for", () => describe.for(none)],
  ["describe.concurrent.each", () => describe.concurrent.each(none)],
  ["describe.skipIf(false).each", () => describe.skipIf(false).each(none)],
])("%s of an empty list is refused", (_name, tests) => {
  expect(tests).toThrowErrorMatchingInlineSnapshot(
    `[Error: The list that these tests are made from is empty, so nothing would be tested.]`,
  );
});

it.fails("a test that asserts nothing fails", () => {
  for (const one of none) expect(one).toBe("");
});
