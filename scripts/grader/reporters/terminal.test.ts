import { describe, expect, it } from "vitest";
import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import { terminalReport } from "#reporters/terminal.ts";

const source = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
\t\x1b[31mred
`;
const options = {
  folder: "labs/one/exercise",
  again: "npm run grade -- one",
  sources: new Map([["web.yaml", source]]),
  color: false,
};

function check(id: string, status: CheckVerdict["status"], more: Partial<CheckVerdict> = {}): CheckVerdict {
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

function verdict(status: Verdict["status"], checks: CheckVerdict[], more: Partial<Verdict> = {}): Verdict {
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

const failed = check("ready", "fail", {
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
  hints: ["Look at `spec.replicas`.", "Not shown."],
});

describe("the report of", () => {
  it("a pass, on a simulated and on a real cluster", () => {
    const passed = verdict("pass", [check("ready", "pass"), check("serves", "pass", { evidence: "behaviour" })]);
    expect(terminalReport(passed, options)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ✓ pass       The check ready  2/2  1500 ms
        ✓ pass       The check serves  2/2  1500 ms

      ✓ pass: 4 of 4 points
      Next: npm run grade -- one --cluster kind
      "
    `);
    const real = { ...passed, cluster: { kind: "kubernetes", version: "v1.36.3" } } satisfies Verdict;
    expect(terminalReport(real, options)).toMatchInlineSnapshot(`
      "One Deployment  Kubernetes v1.36.3

        ✓ pass       The check ready  2/2  1500 ms
        ✓ pass       The check serves  2/2  1500 ms

      ✓ pass: 4 of 4 points
      Next: open a pull request with your files
      "
    `);
  });

  it("a failure, and what is blocked by it", () => {
    const blocked = check("serves", "blocked", { blockedBy: "ready", milliseconds: 0 });
    expect(terminalReport(verdict("fail", [check("there", "pass"), failed, blocked]), options)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ✓ pass       The check there  2/2  1500 ms
        ✗ fail       The check ready  0/2  1500 ms
            found     1 of 3 are ready
            expected  Deployment/web status.readyReplicas 3
            found     1
            expected  Deployment/web spec.template {"spec":{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
            found     nothing
            expected  Pod with app=web
            found     nothing
            held      true for 4.3 s at most
            labs/one/exercise/web.yaml:6:13
            6 |   replicas: 1
              |             ^
            observed  Pod/web-1 ErrImagePull: no such image nginx:1.92
            observed  Pod/web-1 Failed
            observed  Pod/web-1 BackOff: again
            hint      Look at \`spec.replicas\`.
        – blocked    The check serves  0/2  needs ready

      ✗ fail: 2 of 6 points
      Next: edit the files in labs/one/exercise, then npm run grade -- one
      "
    `);
  });

  it("issues", () => {
    const location = { file: "web.yaml", line: 6, column: 3 };
    const issues: Verdict["issues"] = [
      { code: "unknown-field", location, path: "spec.replcas", suggestion: "replicas" },
      { code: "missing-field", location, path: "spec.selector" },
      { code: "empty-file", location: { file: "other.yaml", line: 1, column: 1 }, path: "" },
    ];
    const refused = verdict("fail", [check("ready", "blocked")], { cluster: null, issues });
    expect(terminalReport(refused, options)).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ unknown-field  \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?
            labs/one/exercise/web.yaml:6:3
            6 |   replicas: 1
              |   ^
            next      Correct the name or the level of indentation.
        and 2 more after this one

        – blocked    The check ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in labs/one/exercise, then npm run grade -- one
      "
    `);
    expect(terminalReport({ ...refused, issues: issues.slice(2) }, options)).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ empty-file  The file holds no manifest.
            labs/one/exercise/other.yaml:1:1
            next      Write the manifest, or take the exercise's file again.

        – blocked    The check ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in labs/one/exercise, then npm run grade -- one
      "
    `);
  });

  it("an error of ours, of the whole grade and of one check", () => {
    const whole = verdict("error", [check("ready", "error", { milliseconds: 0 })], {
      cluster: null,
      error: "Docker does not answer.\nStart Docker and try again.",
    });
    expect(terminalReport(whole, options)).toMatchInlineSnapshot(`
      "One Deployment  no cluster

        ! error  Docker does not answer. Start Docker and try again.

        ! error      The check ready  0/2

      ! error: no verdict was reached
      Next: this is not about your files; mend the cause above, then npm run grade -- one
      "
    `);
    const one = verdict("error", [check("ready", "error", { error: "connect ECONNREFUSED" }), check("there", "pass")]);
    expect(terminalReport(one, options)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ! error      The check ready  0/2
            cause     connect ECONNREFUSED
        ✓ pass       The check there  2/2  1500 ms

      ! error: no verdict was reached
      Next: this is not about your files; mend the cause above, then npm run grade -- one
      "
    `);
  });

  it("what is not simulated, in the learner's file and in the lab's own", () => {
    const issue = { code: "not-simulated", path: "spec.template", actual: "apps/v1/Deployment" };
    const of = (file: string) =>
      verdict("unsupported", [check("ready", "unsupported")], {
        issues: [{ ...issue, location: { file, line: 7, column: 3 } }],
      });
    expect(terminalReport(of("web.yaml"), options)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ? not-simulated  The simulated cluster does not model \`spec.template\` of apps/v1/Deployment, so it cannot say what would happen.
            labs/one/exercise/web.yaml:7:3
            7 |   template:
              |   ^
            next      Grade it on a real cluster with \`--cluster kind\`, or leave the field out if the task does not need it.

        ? unsupported  The check ready  0/2

      ? unsupported: no verdict was reached
      Next: npm run grade -- one --cluster kind
      "
    `);
    expect(terminalReport(of("labs/one/setup/web.yaml"), options)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ? not-simulated  The simulated cluster does not model \`spec.template\` of apps/v1/Deployment, so it cannot say what would happen.
            labs/one/setup/web.yaml:7:3
            next      Grade it on a real cluster with \`--cluster kind\`, or leave the field out if the task does not need it.

        ? unsupported  The check ready  0/2

      ? unsupported: no verdict was reached
      Next: npm run grade -- one --cluster kind
      "
    `);
  });
});

it("colours only when it is asked to", () => {
  const report = verdict("fail", [check("there", "pass"), failed]);
  const escape = "\x1b[";
  expect(terminalReport(report, options)).not.toContain(escape);
  const coloured = terminalReport(report, { ...options, color: true });
  expect(coloured).toContain(`${escape}31m✗ fail     ${escape}39m`);
  // oxlint-disable-next-line no-control-regex -- colour is made of control characters
  expect(coloured.replace(/\x1b\[\d+m/g, "")).toBe(terminalReport(report, options));
});

it("lets no control character through, wherever it comes from", () => {
  const evil = "a\x1b[2Jb\rc\u0085d\u202ee\u2066f\u0000g\x7fh\u200ei\r\nj";
  const hostile = verdict(
    "fail",
    [
      check("ready", "fail", {
        message: evil,
        error: evil,
        mismatches: [
          { object: evil, path: evil, expected: evil, actual: { [evil]: evil } },
          { path: "", expected: evil },
        ],
        observed: [{ kind: "event", object: evil, reason: evil, message: evil }],
        locations: [{ file: evil, line: 1, column: 1 }],
        hints: [evil],
      }),
      check("source", "fail", { locations: [{ file: "web.yaml", line: 8, column: 2 }] }),
    ],
    {
      error: evil,
      issues: [
        { code: "wrong-type", path: evil, location: { file: evil, line: 1, column: 1 }, expected: evil, actual: evil },
      ],
    },
  );
  const report = terminalReport(hostile, options);
  expect(report).not.toMatch(/[^\P{C}\n]/u);
  expect(report).toMatchInlineSnapshot(`
    "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

      ✗ wrong-type  \`a�[2Jb c�d�e�f�g�h�i j\` must be an a�[2Jb c�d�e�f�g�h�i j; here stands "a\\u001b[2Jb\\rc�d�e�f\\u0000g�h�i\\r\\nj".
          labs/one/exercise/a�[2Jb c�d�e�f�g�h�i j:1:1
          next      Write a value of that type.

      ! error  a�[2Jb c�d�e�f�g�h�i j

      ✗ fail       The check ready  0/2  1500 ms
          cause     a�[2Jb c�d�e�f�g�h�i j
          found     a�[2Jb c�d�e�f�g�h�i j
          expected  a�[2Jb c�d�e�f�g�h�i j a�[2Jb c�d�e�f�g�h�i j "a\\u001b[2Jb\\rc�d�e�f\\u0000g�h�i\\r\\nj"
          found     {"a\\u001b[2Jb\\rc�d�e�f\\u0000g�h�i\\r\\nj":"a\\u001b[2Jb\\rc�d�e�f\\u0000g�h�i\\r\\nj"}
          expected  a�[2Jb c�d�e�f�g�h�i j
          found     nothing
          labs/one/exercise/a�[2Jb c�d�e�f�g�h�i j:1:1
          observed  a�[2Jb c�d�e�f�g�h�i j a�[2Jb c�d�e�f�g�h�i j: a�[2Jb c�d�e�f�g�h�i j
          hint      a�[2Jb c�d�e�f�g�h�i j
      ✗ fail       The check source  0/2  1500 ms
          labs/one/exercise/web.yaml:8:2
          8 |   �[31mred
            |   ^

    ✗ fail: 0 of 4 points
    Next: edit the files in labs/one/exercise, then npm run grade -- one
    "
  `);
});
