import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import spawn from "nano-spawn";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeGitHub, startFakeGitHub } from "./fake-github/server.ts";
import { type FakePull, type FakeRepository, newState } from "./fake-github/state.ts";
import { workflowRunEvent } from "./fake-github/workflow-run-event.ts";
import { GRADES_ARTIFACT } from "./grades.ts";
import { gitFolderStore } from "./runner/git-folder-store.ts";
import { makeRepositories, pullRequestEvent, type Repositories } from "./runner/pull-request.ts";
import { type ResultsService, startResultsService } from "./runner/results-service.ts";
import { runWorkflow, type StepResult } from "./runner/run-workflow.ts";
import { describeWithKind } from "#clusters/kind/available.ts";
import { restoreWayOut } from "#clusters/kind/way-out.ts";

const LEARNER: FakeRepository = { id: 200, name: "labs", owner: { id: 2, login: "learner", type: "User" } };
const PULL = 1;

await describeWithKind("a learner's pull request, from the fork to the report", () => {
  let results: ResultsService;
  let github: FakeGitHub;
  let pull: FakePull;

  beforeAll(async () => {
    results = await startResultsService();
  });

  afterAll(async () => {
    await Promise.all([results.close(), github.close()]);
    const { stdout } = await spawn("kind", ["get", "nodes", "--name", "checkride"]);
    await restoreWayOut(stdout.split("\n").filter(Boolean));
  });

  /** Pushes to the branch of the pull request, and does what GitHub does then: grade.yml, and report.yml when that is over. */
  async function push(repositories: Repositories, change: (fork: string) => Promise<void>) {
    const shas = await repositories.pullRequest(change);
    pull.head.sha = shas.head;
    const { state } = github;
    const run = (state.next += 1);
    const shared = {
      repositories: { "school/labs": repositories.base, "learner/labs": repositories.fork },
      env: { ...process.env, ...results.env, GITHUB_API_URL: github.url, GITHUB_RUN_ID: String(run) },
    };
    const context = { repository: "school/labs", token: "a token" };
    results.artifacts.clear();
    const grade = await runWorkflow({
      ...shared,
      workflow: ".github/workflows/grade.yml",
      github: { ...context, event_name: "pull_request", event: pullRequestEvent(shas), sha: shas.merge },
      folder: join(repositories.folder, `grade-${run}`),
    });
    const failed = grade?.some((step) => step.failed) ?? false;
    const now = new Date().toISOString().replace(/\.\d+/, "");
    state.runs.push({
      id: run,
      attempt: 1,
      path: ".github/workflows/grade.yml",
      name: "grade",
      event: "pull_request",
      conclusion: failed ? "failure" : "success",
      sha: shas.head,
      branch: "work",
      repository: LEARNER,
      created: now,
      started: now,
    });
    for (const [name, zip] of results.artifacts)
      state.artifacts.push({ id: (state.next += 1), run, name, zip, created: now, expired: false });
    const report = await runWorkflow({
      ...shared,
      workflow: ".github/workflows/report.yml",
      github: {
        ...context,
        event_name: "workflow_run",
        event: workflowRunEvent(state, state.runs.at(-1)!),
        sha: shas.base,
      },
      folder: join(repositories.folder, `report-${run}`),
    });
    return { grade: last(grade), report: last(report) };
  }

  const last = (steps: StepResult[] | undefined): StepResult => {
    const step = steps?.at(-1);
    if (!step) throw new Error("The workflow did not run.");
    return step;
  };

  it("is refused for a typing mistake without a cluster, then passes on a real one", async () => {
    const repositories = await makeRepositories();
    const state = { ...newState(), git: gitFolderStore(repositories.base) };
    github = await startFakeGitHub(state);
    const { base } = repositories;
    state.branches["main"] = (await spawn("git", ["-C", base, "rev-parse", "main"])).stdout;
    pull = {
      number: PULL,
      state: "open",
      user: LEARNER.owner,
      head: { repository: LEARNER, ref: "work", sha: "" },
      base: { ref: "main", sha: state.branches["main"] },
    };
    state.pulls.push(pull);

    const mistyped = await push(repositories, async (fork) => {
      const path = join(fork, "labs/self-healing/exercise/deployment.yaml");
      await writeFile(path, (await readFile(path, "utf8")).replace("replicas:", "replcas:"));
    });
    expect(mistyped.grade).toMatchObject({ failed: true, outputs: { status: "fail", points: "0", of: "12" } });
    expect(mistyped.report).toMatchObject({ failed: false });
    expect(results.artifacts.has(GRADES_ARTIFACT)).toBe(true);
    expect(state.checkRuns.at(-1)).toMatchObject({ conclusion: "failure", head_sha: pull.head.sha });

    const right = await push(repositories, async (fork) => {
      await cp("labs/self-healing/solution", join(fork, "labs/self-healing/exercise"), { recursive: true });
    });
    expect(right.grade.output).toContain("Copying the images to the nodes");
    expect(right.grade).toMatchObject({ failed: false, outputs: { status: "pass", points: "12", of: "12" } });
    expect(right.grade.summary).toContain("What the cluster did");
    expect(right.report.commands.map(({ message }) => message)).toEqual([
      "Reported on pull request 1: 12 of 12 points: every check passed",
    ]);

    expect(github.problems).toEqual([]);
    expect(state.checkRuns.map(({ conclusion, head_sha }) => [conclusion, head_sha === pull.head.sha])).toEqual([
      ["failure", false],
      ["success", true],
    ]);
    expect(state.comments.length).toBe(1);
    expect(state.comments[0]!.body).toContain("12 of 12 points");
  });
});
