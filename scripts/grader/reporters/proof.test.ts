import { expect, it } from "vitest";
import { type Expectation, meets } from "#core/proof.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { proofReport } from "#reporters/proof.ts";

function verdict(status: Verdict["status"], failed: string[], issues: string[] = [], error?: string): Verdict {
  const location = { file: "web.yaml", line: 1, column: 1 };
  const nothing = { points: 0, of: 2, mismatches: [], observed: [], locations: [], hints: [], milliseconds: 1 };
  return {
    version: 1,
    lab: { id: "one", title: "One", digest: "sha256:0" },
    submission: { digest: "sha256:0" },
    cluster: null,
    status,
    points: status === "pass" ? 2 : 0,
    of: 2,
    checks: failed.map((id) => ({ ...nothing, id, title: id, status: "fail", evidence: "spec" })),
    issues: issues.map((code) => ({ code, location, path: "" })),
    ...(error !== undefined && { error }),
    timings: { read: 1, cluster: 1, apply: 1, checks: 1 },
  };
}

const passed = verdict("pass", []);
const failed = verdict("fail", ["b", "a"]);
const refused = verdict("fail", [], ["wrong-type", "wrong-type", "empty-file"]);
const broken = verdict("error", [], [], "connect ECONNREFUSED");

it("proves exactly what the author said, and nothing by an error", () => {
  const all = [passed, failed, refused, broken];
  const met = (expectation: Expectation) => all.map((verdict) => meets(expectation, verdict));
  expect(met({ outcome: "pass" })).toEqual([true, false, false, false]);
  expect(met({ outcome: "not pass" })).toEqual([false, true, true, false]);
  expect(met({ outcome: "fail", checks: ["a", "b"] })).toEqual([false, true, false, false]);
  expect(met({ outcome: "fail", checks: ["a"] })).toEqual([false, false, false, false]);
  expect(met({ outcome: "fail", checks: ["a", "b", "c"] })).toEqual([false, false, false, false]);
  expect(met({ outcome: "refused", issues: ["empty-file", "wrong-type"] })).toEqual([false, false, true, false]);
  expect(met({ outcome: "refused", issues: ["wrong-type"] })).toEqual([false, false, false, false]);
});

it("shows a line for each file set, and both sides of what is not proven", () => {
  const line = (name: string, verdict: Verdict, expectation: Expectation) => {
    return { lab: "one", name, verdict, expectation, proven: meets(expectation, verdict) };
  };
  expect(
    proofReport([
      line("exercise", failed, { outcome: "not pass" }),
      line("solution", passed, { outcome: "pass" }),
      line("mistakes/refused", refused, { outcome: "refused", issues: ["empty-file", "wrong-type"] }),
      line("exercise", passed, { outcome: "not pass" }),
      line("solution", failed, { outcome: "pass" }),
      line("mistakes/a", failed, { outcome: "fail", checks: ["a"] }),
      line("mistakes/b", passed, { outcome: "refused", issues: ["wrong-type"] }),
      line("mistakes/c", broken, { outcome: "fail", checks: ["a", "b"] }),
    ]),
  ).toMatchInlineSnapshot(`
    "✓ one exercise: fail 0/2, fails b, a
    ✓ one solution: pass 2/2
    ✓ one mistakes/refused: fail 0/2, refused with wrong-type, empty-file
    ✗ one exercise: pass 2/2
        expected: fail: an exercise must not pass as shipped
    ✗ one solution: fail 0/2, fails b, a
        expected: pass
    ✗ one mistakes/a: fail 0/2, fails b, a
        expected: fails a
    ✗ one mistakes/b: pass 2/2
        expected: refused with wrong-type
    ✗ one mistakes/c: error 0/2
        expected: fails a, b
        cause: connect ECONNREFUSED

    3 passed, 5 failed
    "
  `);
});
