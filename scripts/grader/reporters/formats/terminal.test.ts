import { describe, expect, it } from "vitest";
import type { Verdict } from "#core/generated/verdict.ts";
import { check, failedCheck, graded, refusedVerdict, run, verdict } from "#reporters/testing/sample-run.ts";
import { type TerminalOptions, terminalReport, terminalSummary } from "./terminal.ts";

const options = { again: "npm run grade -- one", color: false };
const terminal = (one: Verdict, more: Partial<TerminalOptions> = {}) =>
  terminalReport(graded(one), { ...options, ...more });

describe("the report of", () => {
  it("a pass, on a simulated and on a real cluster", () => {
    const passed = verdict("pass", [check("ready", "pass"), check("serves", "pass", { evidence: "behaviour" })]);
    expect(terminal(passed)).toMatchInlineSnapshot(`
      "One Deployment  preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

        ✓ pass       The check ready  2/2  1500 ms
        ✓ pass       The check serves  2/2  1500 ms

      ✓ pass: 4 of 4 points
      Next: npm run grade -- one --cluster kind
      "
    `);
    const real = { ...passed, cluster: { kind: "kubernetes", version: "v1.36.3" } } satisfies Verdict;
    expect(terminal(real)).toMatchInlineSnapshot(`
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
    expect(terminal(verdict("fail", [check("there", "pass"), failedCheck, blocked]))).toMatchInlineSnapshot(`
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
                      1 more: add --hint
        – blocked    The check serves  0/2  needs ready

      ✗ fail: 2 of 6 points
      Next: edit the files in labs/one/exercise, then npm run grade -- one
      "
    `);
  });

  it("issues", () => {
    expect(terminal(refusedVerdict)).toMatchInlineSnapshot(`
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
    expect(terminal({ ...refusedVerdict, issues: refusedVerdict.issues.slice(2) })).toMatchInlineSnapshot(`
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
    expect(terminal(whole)).toMatchInlineSnapshot(`
      "One Deployment  no cluster

        ! error  Docker does not answer. Start Docker and try again.

        ! error      The check ready  0/2

      ! error: no verdict was reached
      Next: this is not about your files; mend the cause above, then npm run grade -- one
      "
    `);
    const one = verdict("error", [check("ready", "error", { error: "connect ECONNREFUSED" }), check("there", "pass")]);
    expect(terminal(one)).toMatchInlineSnapshot(`
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
    expect(terminal(of("web.yaml"))).toMatchInlineSnapshot(`
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
    expect(terminal(of("labs/one/setup/web.yaml"))).toMatchInlineSnapshot(`
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
  const report = verdict("fail", [check("there", "pass"), failedCheck]);
  const escape = "\x1b[";
  expect(terminal(report)).not.toContain(escape);
  const coloured = terminal(report, { color: true });
  expect(coloured).toContain(`${escape}31m✗ fail     ${escape}39m`);
  // oxlint-disable-next-line no-control-regex -- colour is made of control characters
  expect(coloured.replace(/\x1b\[\d+m/g, "")).toBe(terminal(report));
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
  const report = terminal(hostile);
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

it("shows as many hints as were asked for, and how many are left", () => {
  const hints = (shown: number) =>
    terminal(verdict("fail", [check("ready", "fail", { hints: ["One.", "Two.", "Three."] })]), {
      hints: new Map([["ready", shown]]),
    })
      .split("\n")
      .slice(3, -4)
      .join("\n");
  expect([hints(1), hints(2), hints(3)]).toMatchInlineSnapshot(`
    [
      "      hint      One.
                    2 more: add --hint",
      "      hint      One.
          hint      Two.
                    1 more: add --hint",
      "      hint      One.
          hint      Two.
          hint      Three.",
    ]
  `);
});

it("says how to get a hint where each save is graded", () => {
  const hinted = verdict("fail", [check("ready", "fail", { hints: ["One.", "Two."] })]);
  expect(terminal(hinted, { watched: true }).split("\n").slice(-5).join("\n")).toMatchInlineSnapshot(`
    "                1 more: grade without --watch, and with --hint

    ✗ fail: 0 of 2 points
    Next: edit the files in labs/one/exercise, and save
    "
  `);
});

it("sums several labs up", () => {
  const labs = run(
    verdict("pass", [check("ready", "pass")]),
    verdict("fail", [check("ready", "fail")], { lab: { id: "longer-name", title: "Longer", digest: "sha256:0" } }),
  ).labs;
  expect(terminalSummary(labs, { color: false })).toMatchInlineSnapshot(`
    "✓ one          pass: 2 of 2 points
    ✗ longer-name  fail: 0 of 2 points
    "
  `);
});
