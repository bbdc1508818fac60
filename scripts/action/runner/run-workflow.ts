import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import spawn, { SubprocessError } from "nano-spawn";
import { parse } from "yaml";
import { type RunnerCommand, runnerCommands } from "./commands.ts";
import { type Contexts, holds, interpolate } from "./expressions.ts";

interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, string | boolean>;
}

interface Workflow {
  jobs: Record<string, { if?: string; steps: Step[] }>;
}

interface ActionFile {
  inputs?: Record<string, { default?: string }>;
  runs: { using: string; main: string };
}

export interface WorkflowRun {
  /** The workflow file. */
  workflow: string;
  /** The `github` context beside its event. */
  github: { event_name: string; event: object; repository: string; sha: string; token: string };
  /** The git repositories that can be checked out, by their full names. */
  repositories: Record<string, string>;
  /** An empty folder for the job. */
  folder: string;
  env: Record<string, string>;
}

export interface StepResult {
  name: string;
  failed: boolean;
  output: string;
  commands: RunnerCommand[];
  outputs: Record<string, string>;
  summary: string;
  milliseconds: number;
}

/**
 * Runs the one job of a workflow file the way GitHub's runner does, as far as our workflows go: `actions/checkout` of a named repository, and local
 * JavaScript actions with their inputs, command files and outputs. Undefined where the job's `if` keeps it from running. Throws for anything else.
 */
export async function runWorkflow(run: WorkflowRun): Promise<StepResult[] | undefined> {
  const { jobs } = parse(await readFile(run.workflow, "utf8")) as Workflow;
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error(`${run.workflow}: one job expected`);
  const contexts: Contexts = { github: run.github };
  if (!holds(job.if, contexts)) return undefined;
  const workspace = join(run.folder, "workspace");
  await mkdir(join(run.folder, "temp"), { recursive: true });
  await mkdir(workspace);
  const results: StepResult[] = [];
  for (const [index, step] of job.steps.entries()) {
    if (!holds(step.if, contexts)) continue;
    const inputs = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([key, value]) => [key, interpolate(String(value), contexts)]),
    );
    const result = step.uses?.startsWith("actions/checkout@")
      ? await checkout(run, workspace, inputs)
      : await localAction(run, { step, index, workspace, inputs, contexts });
    results.push({ ...result, name: step.name ?? step.uses ?? "" });
    if (result.failed) break;
  }
  return results;
}

const nothing = { failed: false, output: "", commands: [], outputs: {}, summary: "", milliseconds: 0 };

async function checkout(
  { repositories, github }: WorkflowRun,
  workspace: string,
  { repository = github.repository, ref = github.sha, path = "." }: Record<string, string>,
): Promise<Omit<StepResult, "name">> {
  const source = repositories[repository];
  if (source === undefined) throw new Error(`There is no repository ${repository}.`);
  const target = join(workspace, path);
  await spawn("git", ["clone", "--quiet", "--no-checkout", source, target]);
  await spawn("git", ["-C", target, "checkout", "--quiet", ref]);
  return nothing;
}

interface LocalAction {
  step: Step;
  index: number;
  workspace: string;
  inputs: Record<string, string>;
  contexts: Contexts;
}

async function localAction(run: WorkflowRun, { step, index, workspace, inputs, contexts }: LocalAction) {
  if (!step.uses?.startsWith("./")) throw new Error(`This runner cannot run ${JSON.stringify(step)}.`);
  const file = join(workspace, step.uses, "action.yml");
  const action = parse(await readFile(file, "utf8")) as ActionFile;
  if (action.runs.using !== "node24") throw new Error(`${file}: using node24 expected`);
  const defaults = Object.entries(action.inputs ?? {}).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, interpolate(value, contexts)] as const],
  );
  const given = Object.entries({ ...Object.fromEntries(defaults), ...inputs });
  const path = (name: string): string => join(run.folder, `${name}-${index}`);
  for (const name of ["output", "summary", "state", "env", "path"]) await writeFile(path(name), "");
  await writeFile(path("event"), JSON.stringify(run.github.event));
  const { event_name, repository, sha } = run.github;
  const env = {
    ...run.env,
    ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value])),
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event_name,
    GITHUB_EVENT_PATH: path("event"),
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: sha,
    GITHUB_OUTPUT: path("output"),
    GITHUB_STEP_SUMMARY: path("summary"),
    GITHUB_STATE: path("state"),
    GITHUB_ENV: path("env"),
    GITHUB_PATH: path("path"),
    RUNNER_TEMP: join(run.folder, "temp"),
    TMPDIR: join(run.folder, "temp"),
  };
  const started = performance.now();
  const main = resolve(dirname(file), action.runs.main);
  const { failed, output } = await spawn(process.execPath, [main], { cwd: workspace, env }).then(
    (result) => ({ failed: false, output: result.output }),
    (error: unknown) => {
      if (error instanceof SubprocessError) return { failed: true, output: error.output };
      throw error;
    },
  );
  return {
    failed,
    output,
    commands: runnerCommands(output),
    outputs: outputsIn(await readFile(path("output"), "utf8")),
    summary: await readFile(path("summary"), "utf8"),
    milliseconds: performance.now() - started,
  };
}

/** What a step wrote to its output file: `name<<delimiter`, the value's lines, the delimiter. */
function outputsIn(text: string): Record<string, string> {
  const values = text.matchAll(/^([^\n<]+)<<(\S+)\n(.*?)\n?^\2$/gms);
  return Object.fromEntries([...values].map(([, name = "", , value = ""]) => [name, value]));
}
