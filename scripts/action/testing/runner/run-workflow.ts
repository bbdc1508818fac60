import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import spawn, { SubprocessError } from "nano-spawn";
import { parse } from "yaml";
import { type RunnerCommand, runnerCommands } from "./commands.ts";
import { type Contexts, holds, interpolate } from "./expressions.ts";

interface Step {
  id?: string;
  name?: string;
  uses?: string;
  with?: Record<string, string | boolean>;
}

interface Job {
  if?: string;
  needs?: string;
  outputs?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  jobs: Record<string, Job>;
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
  /** The variables that the repository's owner has set. */
  vars?: Record<string, string>;
}

export interface StepResult {
  name: string;
  inputs: Record<string, string>;
  failed: boolean;
  output: string;
  commands: RunnerCommand[];
  outputs: Record<string, string>;
  summary: string;
  /** Each line of the output with the milliseconds since the step began. */
  lines: { milliseconds: number; text: string }[];
  milliseconds: number;
}

/**
 * Runs the jobs of a workflow file one after the other the way GitHub's runner does, as far as our workflows go: `actions/checkout` of a named
 * repository, local JavaScript actions with their inputs, command files and outputs, and `actions/attest`, of which only the inputs are noted.
 * Gives the steps of each job that its `if` and the jobs that it needs let run, by the job's name. Throws for anything else.
 */
export async function runWorkflow(run: WorkflowRun): Promise<Record<string, StepResult[]>> {
  const { jobs } = parse(await readFile(run.workflow, "utf8")) as Workflow;
  const done: Record<string, StepResult[]> = {};
  const needs: Record<string, { outputs: Record<string, string> }> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const contexts: Contexts = { github: run.github, vars: run.vars ?? {}, needs };
    if (job.needs !== undefined && !needs[job.needs]) continue;
    if (!holds(job.if, contexts)) continue;
    const steps = await runJob({ ...run, folder: join(run.folder, name) }, job, contexts);
    done[name] = steps;
    if (!steps.some(({ failed }) => failed)) needs[name] = { outputs: outputsOf(job, steps, contexts) };
  }
  return done;
}

/** What a job hands to those that need it. */
function outputsOf(job: Job, results: readonly StepResult[], contexts: Contexts): Record<string, string> {
  const steps = Object.fromEntries(job.steps.flatMap(({ id }, index) => (id ? [[id, results[index]]] : [])));
  const outputs = Object.entries(job.outputs ?? {});
  return Object.fromEntries(outputs.map(([name, text]) => [name, interpolate(text, { ...contexts, steps })]));
}

async function runJob(run: WorkflowRun, job: Job, contexts: Contexts): Promise<StepResult[]> {
  const workspace = join(run.folder, "workspace");
  await mkdir(join(run.folder, "temp"), { recursive: true });
  await mkdir(workspace);
  const results: StepResult[] = [];
  for (const [index, step] of job.steps.entries()) {
    const inputs = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([key, value]) => [key, interpolate(String(value), contexts)]),
    );
    const result = await runStep(run, { step, index, workspace, inputs, contexts });
    results.push({ ...result, name: step.name ?? step.uses ?? "" });
    if (result.failed) break;
  }
  return results;
}

async function runStep(run: WorkflowRun, running: RunningStep): Promise<Omit<StepResult, "name">> {
  const { step, workspace, inputs } = running;
  if (step.uses?.startsWith("actions/checkout@")) return await checkout(run, workspace, inputs);
  if (step.uses?.startsWith("actions/attest@")) return { ...nothing, inputs };
  return { ...(await localAction(run, running)), inputs };
}

const nothing = {
  failed: false,
  output: "",
  lines: [],
  commands: [],
  outputs: {},
  summary: "",
  milliseconds: 0,
  inputs: {},
};

async function checkout(
  { repositories, github }: WorkflowRun,
  workspace: string,
  { repository = github.repository, ref = github.sha, path = "." }: Record<string, string>,
): Promise<Omit<StepResult, "name">> {
  const started = performance.now();
  const source = repositories[repository];
  if (source === undefined) throw new Error(`There is no repository ${repository}.`);
  const target = join(workspace, path);
  await spawn("git", ["clone", "--quiet", "--no-checkout", source, target]);
  await spawn("git", ["-C", target, "checkout", "--quiet", ref]);
  return { ...nothing, milliseconds: performance.now() - started };
}

interface RunningStep {
  step: Step;
  index: number;
  workspace: string;
  inputs: Record<string, string>;
  contexts: Contexts;
}

async function localAction(run: WorkflowRun, { step, index, workspace, inputs, contexts }: RunningStep) {
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
  const lines: StepResult["lines"] = [];
  let failed = false;
  try {
    for await (const text of spawn(process.execPath, [main], { cwd: workspace, env }))
      lines.push({ milliseconds: performance.now() - started, text });
  } catch (error) {
    if (!(error instanceof SubprocessError)) throw error;
    failed = true;
  }
  const output = lines.map(({ text }) => text).join("\n");
  return {
    failed,
    output,
    lines,
    commands: runnerCommands(output),
    outputs: outputsIn(await readFile(path("output"), "utf8")),
    summary: await readFile(path("summary"), "utf8"),
    milliseconds: performance.now() - started,
  };
}

/** What a step wrote to its output file: `name<<delimiter`, the value's lines, the delimiter. */
export function outputsIn(text: string): Record<string, string> {
  const values = text.matchAll(/^([^\n<]+)<<(\S+)\n(.*?)\n?^\2$/gms);
  return Object.fromEntries([...values].map(([, name = "", , value = ""]) => [name, value]));
}
