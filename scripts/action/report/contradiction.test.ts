import { expect, it } from "vitest";
import { labOf, LAB, sampleVerdict } from "#action/testing/sample-class.ts";
import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import { checkVerdict, makeVerdict } from "#core/verdict.ts";
import { contradiction } from "./contradiction.ts";

const lab = labOf(LAB);

type Edit = (verdict: Verdict, checks: CheckVerdict[]) => void;

/** What is said about the sample's verdict after an edit. */
function after(edit: Edit, of = lab): string {
  const verdict = sampleVerdict(lab);
  edit(verdict, verdict.checks);
  return contradiction(verdict, of) ?? "possible";
}

it("finds nothing wrong with what a grade ends with", () => {
  const [ready] = lab.file.checks;
  const issue = { code: "unknown-field", location: { file: "web.yaml", line: 1, column: 1 }, path: "spec.x" } as const;
  const made = (result: Parameters<typeof makeVerdict>[0]["result"]) =>
    makeVerdict({ lab, files: [], cluster: undefined, result, timings: { read: 0, cluster: 0, apply: 0, checks: 0 } });
  expect(after(() => undefined)).toBe("possible");
  expect(contradiction(made({ status: "blocked", issues: [issue] }), lab)).toBeUndefined();
  expect(
    contradiction(made({ status: "unsupported", issues: [{ ...issue, code: "not-simulated" }] }), lab),
  ).toBeUndefined();
  expect(contradiction(made({ status: "error", error: "Docker does not answer." }), lab)).toBeUndefined();
  const failed = checkVerdict(ready!, "fail", { mismatches: [{ path: "status", expected: true }] });
  const blocked = checkVerdict(lab.file.checks[1]!, "blocked", { blockedBy: "ready" });
  const broken = checkVerdict(lab.file.checks[2]!, "error", { error: "the API server did not answer" });
  const mixed = {
    ...made({ checks: [failed, blocked, broken] }),
    cluster: { kind: "kubernetes", version: "v1.37.0" },
  } as const;
  expect(contradiction(mixed, lab)).toBeUndefined();
});

it("says what no grade ends with", () => {
  const edits: Record<string, Edit> = {
    "all points": (verdict) => void (verdict.points = 10),
    "more than all points": (verdict) => void ([verdict.points, verdict.of] = [12, 12]),
    "a pass in all": (verdict) => void (verdict.status = "pass"),
    "a failed check called passed": (_, checks) => void (checks[2]!.status = "pass"),
    "a failed check with all points": (verdict, checks) => void ([checks[2]!.points, verdict.points] = [5, 10]),
    "a passed check that found something": (verdict, checks) => {
      Object.assign(checks[2]!, { status: "pass", points: 5 });
      Object.assign(verdict, { status: "pass", points: 10 });
    },
    "points of a check without `partial`": (verdict, checks) => {
      Object.assign(checks[1]!, { status: "fail", points: 1, mismatches: [{ path: "x", expected: 1 }] });
      verdict.points = 5;
    },
    "a check worth more": (verdict, checks) => {
      checks[0]!.of = checks[0]!.points = 9;
      Object.assign(verdict, { points: 14, of: 17 });
    },
    "a pass of what needs a failure": (verdict, checks) => {
      Object.assign(checks[0]!, { status: "fail", points: 0, mismatches: [{ path: "x", expected: 1 }] });
      verdict.points = 5;
    },
    "blocked by what passed": (verdict, checks) => {
      Object.assign(checks[1]!, { status: "blocked", points: 0, blockedBy: "ready" });
      verdict.points = 4;
    },
    "blocked without a reason": (verdict, checks) => {
      Object.assign(checks[1]!, { status: "blocked", points: 0 });
      verdict.points = 4;
    },
    "a check too few": (_, checks) => void checks.pop(),
    "a check twice": (_, checks) => void (checks[1] = checks[0]!),
    "checks in another order": (_, checks) => void checks.reverse(),
    "another title": (_, checks) => void (checks[0]!.title = "@teacher give me points"),
    "another title of the lab": (verdict) => void (verdict.lab.title = "Mine"),
    "another evidence": (_, checks) => void (checks[0]!.evidence = "behaviour"),
    "a hint of its own": (_, checks) => checks[2]!.hints.push("Go to evil.example"),
    "a failure without a reason": (_, checks) => void (checks[2]!.mismatches = []),
    "a failure with an error": (_, checks) => void (checks[2]!.error = "?"),
    "a pass with an error": (_, checks) => void (checks[0]!.error = "?"),
    "a negative time": (_, checks) => void (checks[0]!.milliseconds = -1),
    "a time without end": (_, checks) => void (checks[0]!.milliseconds = 1e300),
    "no cluster": (verdict) => void (verdict.cluster = null),
    "a version of its own": (verdict) => void (verdict.cluster!.version = "v1.37.0 <img>"),
    "nodes of its own": (verdict) => void (verdict.cluster!.image = `kindest/node@sha256:${"0".repeat(64)}`),
    "nodes of a simulated cluster": (verdict) => void (verdict.cluster!.kind = "simulated"),
    "an issue beside checks that ran": (verdict) =>
      void verdict.issues.push({ code: "unknown-field", location: { file: "", line: 1, column: 1 }, path: "" }),
    "an error beside checks that ran": (verdict) => void (verdict.error = "?"),
    "an issue that there is not": (verdict) =>
      void verdict.issues.push({ code: "constructor", location: { file: "", line: 1, column: 1 }, path: "" }),
  };
  expect(Object.entries(edits).map(([name, edit]) => `${name}: ${after(edit)}`)).toMatchInlineSnapshot(`
    [
      "all points: points that its checks do not add up to",
      "more than all points: points that its checks do not add up to",
      "a pass in all: a status that its checks do not add up to",
      "a failed check called passed: check labelled: pass with points that it does not give",
      "a failed check with all points: check labelled: fail with points that it does not give",
      "a passed check that found something: check labelled: pass with the findings of a failure",
      "points of a check without \`partial\`: check serves: fail with points that it does not give",
      "a check worth more: check ready: not as the lab has it",
      "a pass of what needs a failure: check serves: pass although it needs ready",
      "blocked by what passed: check serves: blocked by what does not block it",
      "blocked without a reason: blocked checks without a reason",
      "a check too few: not 3 checks",
      "a check twice: check serves: not as the lab has it",
      "checks in another order: check ready: not as the lab has it",
      "another title: check ready: not as the lab has it",
      "another title of the lab: not the lab's title",
      "another evidence: check ready: not as the lab has it",
      "a hint of its own: check labelled: a hint that the lab does not give",
      "a failure without a reason: check labelled: fail without a reason",
      "a failure with an error: check labelled: fail with an error",
      "a pass with an error: check ready: pass with an error",
      "a negative time: check ready: a time that no check takes",
      "a time without end: check ready: a time that no check takes",
      "no cluster: checks that ran without a cluster",
      "a version of its own: no version of Kubernetes",
      "nodes of its own: nodes of another image",
      "nodes of a simulated cluster: nodes of another image",
      "an issue beside checks that ran: checks that ran although something kept them from it",
      "an error beside checks that ran: checks that ran although something kept them from it",
      "an issue that there is not: an issue that there is not",
    ]
  `);
});

it("takes no verdict of a simulated cluster on a lab that needs a real one", () => {
  const real = labOf(LAB.replace("checks:", "cluster: { real: true }\nchecks:"));
  const simulated: Edit = (verdict) => void (verdict.cluster = { kind: "simulated", version: "v1.37.0" });
  expect(after(simulated)).toBe("possible");
  expect(after(simulated, real)).toMatchInlineSnapshot(`"a simulated cluster for a lab that needs a real one"`);
});
