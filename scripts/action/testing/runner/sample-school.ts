import { join } from "node:path";
import spawn from "nano-spawn";
import { type FakeGitHub, startFakeGitHub } from "#github/testing/server.ts";
import { type FakePull, type FakeRepository, newState } from "#github/testing/state.ts";
import { workflowRunEvent } from "#github/testing/workflow-run-event.ts";
import { gitFolderStore } from "./git-folder-store.ts";
import { makeRepositories, pullRequestEvent, type Repositories } from "./pull-request.ts";
import { type ResultsService, startResultsService } from "./results-service.ts";
import { runWorkflow, type StepResult } from "./run-workflow.ts";

const LEARNER: FakeRepository = { id: 200, name: "labs", owner: { id: 2, login: "learner", type: "User" } };

/** The steps that ran, by job. */
type Jobs = Record<string, StepResult[]>;

/** A class's repository on a model of GitHub, with the pull request of one learner. */
export interface SampleSchool {
  github: FakeGitHub;
  results: ResultsService;
  repositories: Repositories;
  pull: FakePull;
  /** Commits what `change` does to the fork's files, and does what GitHub does then: grade.yml, and report.yml when that is over. */
  push: (change: (fork: string) => Promise<void>) => Promise<Jobs>;
  close: () => Promise<void>;
}

/** Makes the repositories from this checkout, and starts what stands in for GitHub's servers. `vars`: the variables of the class's repository. */
export async function sampleSchool(vars: Record<string, string> = {}): Promise<SampleSchool> {
  const repositories = await makeRepositories();
  const results = await startResultsService();
  const { base } = repositories;
  const state = { ...newState(), git: gitFolderStore(base) };
  const github = await startFakeGitHub(state);
  const main = (await spawn("git", ["-C", base, "rev-parse", "main"])).stdout;
  state.branches["main"] = main;
  const pull: FakePull = {
    number: 1,
    state: "open",
    user: LEARNER.owner,
    head: { repository: LEARNER, ref: "work", sha: "" },
    base: { ref: "main", sha: main },
  };
  state.pulls.push(pull);

  async function push(change: (fork: string) => Promise<void>): Promise<Jobs> {
    const shas = await repositories.pullRequest(change);
    pull.head.sha = shas.head;
    const run = (state.next += 1);
    const shared = {
      repositories: { "school/labs": base, "learner/labs": repositories.fork },
      env: { ...process.env, ...results.env, GITHUB_API_URL: github.url, GITHUB_RUN_ID: String(run) },
      vars,
    };
    const context = { repository: "school/labs", token: "a token" };
    results.artifacts.clear();
    const graded = await runWorkflow({
      ...shared,
      workflow: ".github/workflows/grade.yml",
      github: { ...context, event_name: "pull_request", event: pullRequestEvent(shas), sha: shas.merge },
      folder: join(repositories.folder, `grade-${run}`),
    });
    const now = new Date().toISOString().replace(/\.\d+/, "");
    state.runs.push({
      id: run,
      attempt: 1,
      path: ".github/workflows/grade.yml",
      name: "grade",
      event: "pull_request",
      conclusion: graded["grade"]?.some(({ failed }) => failed) ? "failure" : "success",
      sha: shas.head,
      branch: "work",
      repository: LEARNER,
      created: now,
      started: now,
    });
    for (const [name, zip] of results.artifacts)
      state.artifacts.push({ id: (state.next += 1), run, name, zip, created: now, expired: false });
    const event = workflowRunEvent(state, state.runs.at(-1)!);
    const reported = await runWorkflow({
      ...shared,
      workflow: ".github/workflows/report.yml",
      github: { ...context, event_name: "workflow_run", event, sha: shas.base },
      folder: join(repositories.folder, `report-${run}`),
    });
    return { ...graded, ...reported };
  }

  return {
    github,
    results,
    repositories,
    pull,
    push,
    close: async () => void (await Promise.all([results.close(), github.close(), repositories.remove()])),
  };
}
