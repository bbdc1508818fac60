import { expect, it } from "vitest";
import { faultProblems, type FaultyGrade, type SubmissionName } from "./faulty-grade.ts";

const graded = (name: SubmissionName, status: string, wrong?: string) =>
  ({ name, verdict: { status }, ...(wrong !== undefined && { wrong }) }) as FaultyGrade;

it("many grades under faults are no proof where every one of a file set is an error", () => {
  expect(
    faultProblems([graded("solution", "pass"), graded("solution", "error"), graded("mistakes/wrong-label", "fail")]),
  ).toEqual([]);
  expect(
    faultProblems([
      graded("solution", "fail", "solution fails serves-http"),
      graded("mistakes/wrong-label", "error"),
      graded("mistakes/wrong-label", "error"),
    ]),
  ).toMatchInlineSnapshot(`
    [
      "solution fails serves-http
    {"status":"fail"}",
      "mistakes/wrong-label was never judged: 2 × error",
    ]
  `);
  expect(() => faultProblems([])).toThrowErrorMatchingInlineSnapshot(
    `[Error: No grade was found, so nothing would be checked.]`,
  );
});
