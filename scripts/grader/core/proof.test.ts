import { expect, it } from "vitest";
import { expectedOnVersion } from "./proof.ts";

it("expects the check of the version to fail on the release before, where the files name the newer one, and nothing else", () => {
  const expected = (id: string, version: string) => [
    expectedOnVersion({ id }, { outcome: "pass" }, version),
    expectedOnVersion({ id }, { outcome: "fail", checks: ["dns-pods"] }, version),
    expectedOnVersion({ id }, { outcome: "fail", checks: ["version"] }, version),
    expectedOnVersion({ id }, { outcome: "not pass" }, version),
    expectedOnVersion({ id }, { outcome: "refused", issues: ["wrong-type"] }, version),
  ];
  const asAuthored = [
    { outcome: "pass" },
    { outcome: "fail", checks: ["dns-pods"] },
    { outcome: "fail", checks: ["version"] },
    { outcome: "not pass" },
    { outcome: "refused", issues: ["wrong-type"] },
  ];
  expect(expected("explore-the-cluster", "v1.36.4")).toEqual([
    { outcome: "fail", checks: ["version"] },
    { outcome: "fail", checks: ["dns-pods", "version"] },
    { outcome: "fail", checks: ["version"] },
    { outcome: "not pass" },
    { outcome: "refused", issues: ["wrong-type"] },
  ]);
  expect(expected("explore-the-cluster", "v1.37.0")).toEqual(asAuthored);
  expect(expected("self-healing", "v1.36.4")).toEqual(asAuthored);
});
