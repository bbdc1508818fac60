import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import type { GradedLab, GradeRun } from "#reporters/graded-lab.ts";

/** For tests: a check's verdict, worth two points. */
export function check(id: string, status: CheckVerdict["status"], more: Partial<CheckVerdict> = {}): CheckVerdict {
  return {
    id,
    title: `The check ${id}`,
    status,
    points: status === "pass" ? 2 : 0,
    of: 2,
    evidence: "spec",
    mismatches: [],
    observed: [],
    locations: [],
    hints: [],
    milliseconds: 1500,
    ...more,
  };
}

/** For tests: the verdict on the lab `one` from a simulated cluster. */
export function verdict(status: Verdict["status"], checks: CheckVerdict[], more: Partial<Verdict> = {}): Verdict {
  return {
    version: 1,
    lab: { id: "one", title: "One Deployment", digest: "sha256:0" },
    submission: { digest: "sha256:0" },
    cluster: { kind: "simulated", version: "v1.36.3" },
    status,
    points: checks.reduce((sum, { points }) => sum + points, 0),
    of: 2 * checks.length,
    checks,
    issues: [],
    timings: { read: 1, cluster: 1, apply: 1, checks: 1 },
    ...more,
  };
}

const source = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
\t\x1b[31mred
`;

/** For tests: the verdict beside the files that it is about. */
export function graded(verdict: Verdict): GradedLab {
  return { verdict, folder: "labs/one/exercise", sources: new Map([["web.yaml", source]]) };
}

/** For tests: labs that were graded in two seconds of a night. */
export function run(...verdicts: Verdict[]): GradeRun {
  const started = Date.UTC(2026, 10, 22, 3, 0, 0);
  return { labs: verdicts.map(graded), started, ended: started + 2000, version: "0.1.0" };
}

/** For tests: a check that failed, with everything that can be said about it. */
export const failedCheck = check("ready", "fail", {
  message: "1 of 3 are ready",
  mismatches: [
    { object: "Deployment/web", path: "status.readyReplicas", expected: 3, actual: 1 },
    { object: "Deployment/web", path: "spec.template", expected: { spec: { a: "x".repeat(200) } } },
    { path: "", expected: "Pod with app=web" },
  ],
  held: 4250,
  observed: [
    { kind: "container", object: "Pod/web-1", reason: "ErrImagePull", message: "no such image\n  nginx:1.92" },
    { kind: "event", object: "Pod/web-1", reason: "Failed", message: "" },
    { kind: "event", object: "Pod/web-1", reason: "BackOff", message: "again" },
    { kind: "event", object: "Pod/web-1", reason: "NotShown", message: "" },
  ],
  locations: [
    { file: "web.yaml", line: 6, column: 13 },
    { file: "web.yaml", line: 4, column: 9 },
  ],
  hints: ["Look at `spec.replicas`.", "Not shown at first."],
});

/** For tests: a submission that never reached a cluster. */
export const refusedVerdict = verdict("fail", [check("ready", "blocked", { milliseconds: 0 })], {
  cluster: null,
  issues: [
    {
      code: "unknown-field",
      location: { file: "web.yaml", line: 6, column: 3 },
      path: "spec.replcas",
      suggestion: "replicas",
    },
    { code: "missing-field", location: { file: "web.yaml", line: 6, column: 3 }, path: "spec.selector" },
    { code: "empty-file", location: { file: "other.yaml", line: 1, column: 1 }, path: "" },
  ],
});

/** For tests: a pass, a failure, what is blocked by it, an error of ours, and what is not simulated. */
export const everyVerdict: Verdict[] = [
  verdict("fail", [
    check("there", "pass"),
    failedCheck,
    check("serves", "blocked", { blockedBy: "ready", milliseconds: 0 }),
  ]),
  { ...refusedVerdict, lab: { ...refusedVerdict.lab, id: "two", title: "Two Deployments" } },
  verdict("error", [check("reached", "error", { milliseconds: 0 })], {
    lab: { id: "three", title: "Three Deployments", digest: "sha256:0" },
    cluster: null,
    error: "Docker does not answer.\nStart Docker and try again.",
  }),
  verdict("unsupported", [check("stopped", "unsupported", { error: "a node of this cluster cannot be stopped" })], {
    lab: { id: "four", title: "Four Deployments", digest: "sha256:0" },
  }),
];
