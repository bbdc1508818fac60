import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import type { Verdict } from "#core/generated/verdict.ts";
import { GRADES_ARTIFACT } from "./artifact.ts";
import { readGradesArchive } from "./report/grades/archive.ts";
import { makeRepositories, pullRequestEvent } from "./testing/runner/pull-request.ts";
import { type ResultsService, startResultsService } from "./testing/runner/results-service.ts";
import { runWorkflow, type StepResult } from "./testing/runner/run-workflow.ts";

vi.setConfig({ testTimeout: 120_000 });

let service: ResultsService;
beforeAll(async () => void (service = await startResultsService()));
afterAll(async () => await service.close());

/** Runs grade.yml, as it is in this repository, for a pull request with these changes; there is neither kind nor Docker. */
async function gradeChange(
  change: (fork: string) => Promise<void>,
): Promise<{ grade: StepResult; verdicts: Verdict[] }> {
  const { folder, base, fork, pullRequest, remove } = await makeRepositories();
  onTestFinished(remove);
  const shas = await pullRequest(change);
  service.artifacts.clear();
  const { grade: steps } = await runWorkflow({
    workflow: ".github/workflows/grade.yml",
    github: {
      event_name: "pull_request",
      event: pullRequestEvent(shas),
      repository: "school/labs",
      sha: shas.merge,
      token: "none",
    },
    repositories: { "school/labs": base, "learner/labs": fork },
    folder: join(folder, "job"),
    env: service.env,
  });
  const grade = steps?.at(-1);
  if (!grade) throw new Error("The workflow has no step.");
  const zip = service.artifacts.get(GRADES_ARTIFACT);
  const archive = zip && (await readGradesArchive(zip, 256 * 1024));
  if (archive && !("grades" in archive)) throw new Error("The report could not read the artifact.");
  const { verdicts } = JSON.parse(archive ? Buffer.from(archive.grades).toString() : '{"verdicts":[]}') as {
    verdicts: Verdict[];
  };
  // The library that uploads says what it does, and hides its addresses.
  const commands = grade.commands.filter(({ name }) => name !== "debug" && name !== "add-mask");
  return { grade: { ...grade, commands }, verdicts };
}

const deployment = "labs/self-healing/exercise/deployment.yaml";

async function edit(fork: string, path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(fork, path), "utf8");
  expect(text).toContain(from);
  await writeFile(join(fork, path), text.replace(from, to));
}

it("a field that is misspelt gets its verdict without a cluster", async () => {
  const { grade, verdicts } = await gradeChange((fork) => edit(fork, deployment, "replicas:", "replcas:"));
  expect(grade.failed).toBe(true);
  expect(grade.outputs).toEqual({ status: "fail", points: "0", of: "14" });
  expect(verdicts.map(({ lab, status, cluster }) => [lab.id, status, cluster])).toEqual([
    ["self-healing", "fail", null],
  ]);
  expect(grade.commands).toMatchInlineSnapshot(`
    [
      {
        "message": "self-healing: fail: 0 of 14 points",
        "name": "group",
        "properties": {},
      },
      {
        "message": "",
        "name": "endgroup",
        "properties": {},
      },
      {
        "message": "self-healing: fail: 0 of 14 points",
        "name": "error",
        "properties": {},
      },
    ]
  `);
  expect(grade.summary).toMatchInlineSnapshot(`
    "## ✗ Self-healing with a Deployment: fail: 0 of 14 points

    No cluster was needed

    ### \`unknown-field\`

    \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?

    \`\`\`
    labs/self-healing/exercise/deployment.yaml:6:3
    6 |   replcas: 1
      |   ^
    \`\`\`

    Next: Correct the name or the level of indentation.

    | Result | Check | Points |
    | - | - | -: |
    | – blocked | 1. Three Pods of the Deployment are Ready | 0/2 |
    | – blocked | 2. In each of the Pods the image nginx:1.29 answers | 0/2 |
    | – blocked | 3. They stay Ready, and no container is restarted | 0/2 |
    | – blocked | 4. The Service web answers every request | 0/3 |
    | – blocked | 5. A deleted Pod is replaced | 0/3 |
    | – blocked | 6. The Service still answers every request after the loss | 0/2 |

    "
  `);
});

it("a pull request that changes no exercise is told so", async () => {
  const { grade, verdicts } = await gradeChange((fork) => edit(fork, "labs/self-healing/README.md", "#", "##"));
  expect([grade.failed, verdicts, grade.outputs]).toEqual([false, [], {}]);
  expect(grade.commands).toMatchInlineSnapshot(`
    [
      {
        "message": "No exercise of a lab was changed, so there is nothing to grade.",
        "name": "notice",
        "properties": {},
      },
    ]
  `);
});

it("a link in place of the exercise is not followed to the solution", async () => {
  const { grade, verdicts } = await gradeChange(async (fork) => {
    const exercise = join(fork, "labs/self-healing/exercise");
    await rm(exercise, { recursive: true });
    await symlink("solution", exercise);
  });
  expect(grade.failed).toBe(true);
  expect(verdicts.map(({ issues }) => issues.map(({ code }) => code))).toEqual([["missing-file"]]);
});

it("what a learner names a thing is no command to the runner", async () => {
  const { grade } = await gradeChange((fork) =>
    edit(fork, deployment, "replicas:", '"##[add-path]/evil\\n::set-output name=points::12":'),
  );
  expect(grade.commands.map(({ name }) => name)).toEqual(["group", "endgroup", "error"]);
  expect(grade.outputs["points"]).toBe("0");
});
