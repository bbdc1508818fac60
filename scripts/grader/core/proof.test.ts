import { expect, it } from "vitest";
import type { Verdict } from "./generated/verdict.ts";
import type { Lab } from "./lab/lab.ts";
import { type Expectation, expectedOnVersion, expectedWhere } from "./proof.ts";

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

it("only what gets to a simulated cluster, and needs a real one, is unsupported", () => {
  const [pass, refused]: Expectation[] = [{ outcome: "pass" }, { outcome: "refused", issues: ["unknown-field"] }];
  const on = (
    kind: "simulated" | "kubernetes" | undefined,
    real: boolean,
    expectation: Expectation,
    unsupported?: string,
  ) => {
    const verdict = { cluster: kind ? { kind, version: "v1.0.0" } : null } as Verdict;
    const one = { expectation, ...(unsupported !== undefined && { unsupported }) };
    return expectedWhere({ file: { cluster: { real } } } as Lab, one, verdict).outcome;
  };
  expect({
    "real lab, simulated cluster": on("simulated", true, pass!),
    "real lab, real cluster": on("kubernetes", true, pass!),
    "real lab, no cluster": on(undefined, true, pass!),
    "real lab, simulated cluster, to be refused": on("simulated", true, refused!),
    "other lab, simulated cluster": on("simulated", false, pass!),
    "other lab, simulated cluster, files that it cannot judge": on("simulated", false, pass!, "No disk fills up."),
    "other lab, real cluster, files that a simulated one cannot judge": on(
      "kubernetes",
      false,
      pass!,
      "No disk fills up.",
    ),
  }).toMatchInlineSnapshot(`
    {
      "other lab, real cluster, files that a simulated one cannot judge": "pass",
      "other lab, simulated cluster": "pass",
      "other lab, simulated cluster, files that it cannot judge": "unsupported",
      "real lab, no cluster": "pass",
      "real lab, real cluster": "pass",
      "real lab, simulated cluster": "unsupported",
      "real lab, simulated cluster, to be refused": "refused",
    }
  `);
});
