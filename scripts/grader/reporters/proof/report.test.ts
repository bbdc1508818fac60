import { expect, it } from "vitest";
import type { Verdict } from "#core/generated/verdict.ts";
import { type Expectation, meets } from "#core/proof.ts";
import { isProven, killRate, type LabProof, type MutantProof, proofReport, proofTotal } from "./report.ts";
import { differences, keptRows, proofTable, withEarlier } from "./table.ts";

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

const line = (name: string, verdict: Verdict, expectation: Expectation) => {
  return { lab: "one", name, verdict, expectation, proven: meets(expectation, verdict), milliseconds: 12 };
};
const reported = (labs: LabProof[]) => labs.map(proofReport).join("") + proofTotal(labs);
const passed = verdict("pass", []);
const solution = line("solution", passed, { outcome: "pass" });
const one = (more: Partial<LabProof>): LabProof => ({
  id: "one",
  title: "One",
  sets: [solution],
  problems: [],
  ...more,
});

const failed = verdict("fail", ["b", "a"]);
const refused = verdict("fail", [], ["wrong-type", "wrong-type", "empty-file"]);
const broken = verdict("error", [], [], "connect ECONNREFUSED");
const unsupported = verdict("unsupported", []);

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
  expect(met({ outcome: "unsupported" })).toEqual([false, false, false, false]);
  expect(meets({ outcome: "unsupported" }, unsupported)).toBe(true);
});

it("shows a line for each file set, and both sides of what is not proven", () => {
  expect(
    reported([
      one({
        sets: [
          line("exercise", failed, { outcome: "not pass" }),
          line("solution", passed, { outcome: "pass" }),
          line("mistakes/refused", refused, { outcome: "refused", issues: ["empty-file", "wrong-type"] }),
          line("exercise", passed, { outcome: "not pass" }),
          line("solution", failed, { outcome: "pass" }),
          line("mistakes/a", failed, { outcome: "fail", checks: ["a"] }),
          line("mistakes/b", passed, { outcome: "refused", issues: ["wrong-type"] }),
          line("mistakes/c", broken, { outcome: "fail", checks: ["a", "b"] }),
          line("mistakes/d", passed, { outcome: "unsupported" }),
        ],
      }),
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
    ✗ one mistakes/d: pass 2/2
        expected: unsupported: the lab needs a real cluster

    3 passed, 6 failed
    "
  `);
});

it("says why checks fail that should not", () => {
  const mismatches = [{ object: "Deployment/web", path: "status.readyReplicas", expected: 3, actual: 1 }];
  const observed = [{ kind: "event", object: "Pod/web-1", reason: "BackOff", message: "again" } as const];
  const told = { ...failed, checks: failed.checks.map((check) => ({ ...check, mismatches, observed })) };
  expect(reported([one({ sets: [line("mistakes/a", told, { outcome: "fail", checks: ["a"] })] })]))
    .toMatchInlineSnapshot(`
      "✗ one mistakes/a: fail 0/2, fails b, a
          expected: fails a
          b: expected Deployment/web status.readyReplicas 3, found 1, observed Pod/web-1 BackOff: again

      0 passed, 1 failed
      "
    `);
});

const survivor = { file: "web.yaml", line: 6, path: "Deployment/web spec.replicas", change: "3 → 4" };
const mutants: MutantProof = { tried: 50, killed: 49, undecided: 0, survivors: [survivor], stale: [] };

it("lets one change in fifty pass, and none that an author excuses for nothing", () => {
  const excused = { ...mutants, tried: 49, killed: 48, survivors: [{ ...survivor, equivalent: "As right." }] };
  const many = { ...mutants, tried: 49, killed: 48 };
  const stale = { ...mutants, stale: ["Deployment/web spec"] };
  const nothing = { ...mutants, tried: 0, killed: 0, survivors: [] };
  expect([mutants, excused, many, nothing].map(killRate)).toEqual([0.98, 1, 48 / 49, 0]);
  expect([mutants, excused, many, stale].map((mutants) => isProven(one({ mutants })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isProven(one({ problems: ["notes.txt belongs to nothing."] }))).toBe(false);
  const report = reported([
    one({ mutants }),
    one({ mutants: excused }),
    one({ mutants: { ...many, undecided: 2 }, problems: ["notes.txt belongs to nothing."] }),
    one({ mutants: stale }),
  ]);
  expect(report).toMatchInlineSnapshot(`
    "✓ one solution: pass 2/2
    ✓ one changed solutions: 49 of 50 noticed (98 %)
        passes: web.yaml:6 Deployment/web spec.replicas: 3 → 4
    ✓ one solution: pass 2/2
    ✓ one changed solutions: 48 of 48 noticed (100 %), 1 as right as the solution
    ✓ one solution: pass 2/2
    ✗ one folder: notes.txt belongs to nothing.
    ✗ one changed solutions: 48 of 49 noticed (97 %), 2 not simulated
        passes: web.yaml:6 Deployment/web spec.replicas: 3 → 4
    ✓ one solution: pass 2/2
    ✗ one changed solutions: 49 of 50 noticed (98 %)
        passes: web.yaml:6 Deployment/web spec.replicas: 3 → 4
        survivors.yaml excuses Deployment/web spec, and no change there passes. Remove it.

    6 passed, 3 failed
    "
  `);
});

it("proves nothing where nothing was tried", () => {
  const none: MutantProof = { tried: 0, killed: 0, undecided: 0, survivors: [], stale: [] };
  const excused: MutantProof = { ...none, tried: 1, survivors: [{ ...survivor, equivalent: "As right." }] };
  const labs = [
    one({ sets: [] }),
    one({ mutants: none }),
    one({ mutants: { ...none, undecided: 3 } }),
    one({ mutants: excused }),
  ];
  expect(labs.map(isProven)).toEqual([false, false, false, false]);
  expect(reported(labs)).toMatchInlineSnapshot(`
    "✗ one file sets: none was graded, so nothing is proven
    ✓ one solution: pass 2/2
    ✗ one changed solutions: none was judged that may be wrong, so nothing is proven
    ✓ one solution: pass 2/2
    ✗ one changed solutions: none was judged that may be wrong, so nothing is proven, 3 not simulated
    ✓ one solution: pass 2/2
    ✗ one changed solutions: none was judged that may be wrong, so nothing is proven, 1 as right as the solution

    3 passed, 4 failed
    "
  `);
});

const reached = { kind: "simulated", version: "v1.36.3" } as const;
const sets = [
  line("exercise", { ...failed, cluster: reached }, { outcome: "not pass" }),
  line("solution", { ...passed, cluster: reached }, { outcome: "pass" }),
  line("mistakes/a", refused, { outcome: "refused", issues: ["empty-file"] }),
];
const table = proofTable([one({ sets, mutants })], new Date("2026-11-22T23:59:00Z"));

it("is a table for the site as well", () => {
  expect(table).toMatchInlineSnapshot(`
    {
      "cluster": {
        "kind": "simulated",
        "version": "v1.36.3",
      },
      "labs": [
        {
          "date": "2026-11-22",
          "id": "one",
          "mutants": {
            "killed": 49,
            "survivors": [
              {
                "change": "3 → 4",
                "file": "web.yaml",
                "line": 6,
                "path": "Deployment/web spec.replicas",
              },
            ],
            "tried": 50,
          },
          "sets": [
            {
              "expected": {
                "outcome": "not pass",
              },
              "failed": [
                "b",
                "a",
              ],
              "issues": [],
              "milliseconds": 12,
              "name": "exercise",
              "of": 2,
              "points": 0,
              "proven": true,
              "status": "fail",
            },
            {
              "expected": {
                "outcome": "pass",
              },
              "failed": [],
              "issues": [],
              "milliseconds": 12,
              "name": "solution",
              "of": 2,
              "points": 2,
              "proven": true,
              "status": "pass",
            },
            {
              "expected": {
                "issues": [
                  "empty-file",
                ],
                "outcome": "refused",
              },
              "failed": [],
              "issues": [
                "wrong-type",
                "empty-file",
              ],
              "milliseconds": 12,
              "name": "mistakes/a",
              "of": 2,
              "points": 0,
              "proven": false,
              "status": "fail",
            },
          ],
          "title": "One",
        },
      ],
      "version": 1,
    }
  `);
  expect(() => proofTable([one({ sets: sets.slice(2) })], new Date())).toThrowErrorMatchingInlineSnapshot(
    `[Error: No file set reached a cluster, so there is no table of one.]`,
  );
});

it("keeps the labs of an earlier table that are not proven anew, each with its day", () => {
  const tableOf = (id: string, day: string) => proofTable([one({ id, sets })], new Date(day));
  const earlier = { ...table, labs: ["a", "b", "c"].flatMap((id) => tableOf(id, "2026-11-22").labs) };
  const { labs } = withEarlier(tableOf("b", "2026-11-23"), keptRows(earlier, ["b"]));
  expect(labs.map(({ id, date }) => `${id} ${date}`)).toEqual(["a 2026-11-22", "b 2026-11-23", "c 2026-11-22"]);
});

it("names what two clusters do not agree about, but for what one does not judge", () => {
  const real = {
    ...table,
    cluster: { ...reached, kind: "kubernetes" as const },
    labs: table.labs.map((lab) => ({
      ...lab,
      sets: lab.sets
        .filter(({ name }) => name !== "mistakes/a")
        .map((set) => (set.name === "solution" ? { ...set, status: "fail" as const, points: 0, failed: ["b"] } : set)),
    })),
  };
  expect(differences(table, table)).toEqual([]);
  expect(differences(table, real)).toMatchInlineSnapshot(`
    [
      "one solution: pass with 2 points on the simulated cluster, fail with 0 points, b on a real cluster",
      "one mistakes/a: not in the table of a real cluster",
    ]
  `);
  expect(differences(real, table)).toMatchInlineSnapshot(`
    [
      "one solution: fail with 0 points, b on a real cluster, pass with 2 points on the simulated cluster",
      "one mistakes/a: not in the table of a real cluster",
    ]
  `);
  const silent = {
    ...table,
    labs: table.labs.map((lab) => ({
      ...lab,
      sets: lab.sets.map((set) => ({ ...set, status: "unsupported" as const })),
    })),
  };
  expect(differences(table, silent)).toMatchInlineSnapshot(`
    [
      "nothing was compared: no file set was judged on both clusters",
    ]
  `);
  expect(differences({ ...table, labs: [] }, table)).toMatchInlineSnapshot(`
    [
      "nothing was compared: no file set was judged on both clusters",
    ]
  `);
});

it("holds a lab to every harmless change", () => {
  const harmless = { tried: 12, undecided: 1, failed: [] };
  const broken = { tried: 2, undecided: 0, failed: [{ change: "equal amounts", verdict: verdict("fail", ["a"]) }] };
  const none = { tried: 0, undecided: 12, failed: [] };
  expect(reported([one({ harmless }), one({ harmless: broken }), one({ harmless: none })])).toMatchInlineSnapshot(`
    "✓ one solution: pass 2/2
    ✓ one harmless changes: 12 of 12 pass, 1 not simulated
    ✓ one solution: pass 2/2
    ✗ one harmless changes: 1 of 2 pass
        equal amounts: fail 0/2, fails a
    ✓ one solution: pass 2/2
    ✗ one harmless changes: none was judged, so nothing is proven, 12 not simulated

    4 passed, 2 failed
    "
  `);
});
