import { expect, it } from "vitest";
import { atLeastOne } from "#core/at-least-one.ts";
import { markdownReport } from "#reporters/markdown/report.ts";
import { check, graded, verdict } from "#reporters/testing/sample-run.ts";
import { boundedVerdict } from "./bounded-verdict.ts";

it("cuts every text, and gives the words for it nothing that they are not made for", () => {
  const long = "\u{1f600}".repeat(3000);
  const nasty = { toString: "no function", valueOf: {}, __proto__: null, text: long };
  const location = { file: long, line: 1, column: 1 };
  const bounded = boundedVerdict(
    verdict(
      "fail",
      [
        check("one", "fail", {
          message: long,
          error: long,
          mismatches: Array.from({ length: 100 }, () => ({ object: long, path: long, expected: long, actual: nasty })),
          observed: Array.from(
            { length: 100 },
            () => ({ kind: "event", object: long, reason: long, message: long }) as const,
          ),
          locations: [location],
        }),
        check("two", "fail", {
          mismatches: [
            { path: "", expected: nasty },
            { path: "", expected: [nasty] },
          ],
        }),
      ],
      {
        error: long,
        issues: ["wrong-type", "kind-not-allowed", "invalid-value", "missing-object"].map((code) => ({
          code,
          location,
          path: long,
          expected: code === "wrong-type" ? nasty : [nasty, long],
          actual: nasty,
          suggestion: long,
        })),
      },
    ),
  );
  expect(boundedVerdict(bounded)).toEqual(bounded);
  const texts = atLeastOne(JSON.stringify(bounded).match(/(\u{1f600})+/gu) ?? [], "text of the learner");
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(1000);
  expect(JSON.stringify(bounded).length).toBeLessThan(150_000);
  const report = markdownReport({ labs: [graded(bounded)] });
  expect(report.isWellFormed()).toBe(true);
  expect(report.length).toBeLessThan(20_000);
});
