import { isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";

type Permissions = Record<string, string> | string;

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  "runs-on"?: unknown;
  "timeout-minutes"?: number;
  permissions?: Permissions;
  strategy?: { matrix?: Record<string, unknown> };
  steps?: Step[];
}

interface Workflow {
  on: string | string[] | Record<string, unknown>;
  permissions?: Permissions;
  jobs: Record<string, Job>;
}

/** What is wrong about a place in a workflow: `grade.yml:12 …`. */
type Report = (at: readonly (string | number)[], words: string) => void;

/** Who may be more than a reader, and what for. */
const WRITERS: Record<string, readonly string[]> = {
  "report.yml report": ["checks", "pull-requests"],
  "report.yml attest": ["attestations", "id-token"],
  "site.yml deploy": ["pages", "id-token"],
};

/** What may run where the proof of a workflow's identity can be had: nothing of ours, and nothing that reads what others wrote. */
const SIGNERS = /^actions\/(attest|deploy-pages)@/;

const MAX_MINUTES: Record<string, number> = { "grade.yml": 15, "report.yml": 5, "site.yml": 15, "ci.yml": 30 };

/** The actions of this repository, each where the commit that it comes from is one that the learner has no say in. */
const LOCAL: Record<string, string> = {
  "grade.yml": "./trusted/.github/actions/grade",
  "report.yml": "./.github/actions/report",
};

/** What a workflow does against the rules of this repository, each with file and line. Throws for what is no YAML. */
export function violations(file: string, text: string): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors[0]) throw document.errors[0];
  const found: string[] = [];
  const report: Report = (at, words) => {
    const node = document.getIn(at, true) as Node | undefined;
    found.push(`${file}:${node?.range ? lines.linePos(node.range[0]).line : 1} ${words}`);
  };
  const workflow = document.toJS() as Workflow;
  wholeWorkflow(file, text, workflow, report);
  for (const [name, job] of Object.entries(workflow.jobs)) {
    oneJob(file, name, job, report);
    for (const [index, step] of (job.steps ?? []).entries())
      oneStep(file, step, (words) => report(["jobs", name, "steps", index], words));
  }
  visit(document, {
    Pair(_, pair) {
      if (!isPair(pair) || !isScalar(pair.key) || pair.key.value !== "uses" || !isScalar(pair.value)) return;
      const { value, comment, range } = pair.value;
      if (typeof value === "string" && !value.startsWith("./") && !/^ v\d+\.\d+\.\d+$/.test(comment ?? ""))
        found.push(`${file}:${lines.linePos(range![0]).line} ${value} has no version in a comment`);
    },
  });
  return found;
}

function wholeWorkflow(file: string, text: string, { on, permissions }: Workflow, report: Report): void {
  if (!permissions) report([], "has no permissions of its own: it would get the repository's default");
  for (const [scope, access] of eachOf(permissions))
    if (access !== "none" && `${scope} ${access}` !== "contents read")
      report(["permissions", scope], `gives every job ${scope}: ${access}`);
  const events = typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on);
  if (events.includes("pull_request_target"))
    report(["on"], "runs on pull_request_target, with the rights of the repository");
  if (events.includes("workflow_run") && file !== "report.yml")
    report(["on"], "runs on workflow_run, which report.yml alone does");
  if (/\bsecrets\b/.test(text)) report([], "speaks of secrets");
  if (/GITHUB_(ENV|PATH|OUTPUT)|set-env|add-path/.test(text)) report([], "writes the runner's environment files");
}

function oneJob(file: string, name: string, job: Job, report: Report): void {
  const at = ["jobs", name];
  const most = MAX_MINUTES[file] ?? 180;
  if (!((job["timeout-minutes"] ?? Infinity) <= most)) report(at, `${name} may take longer than ${most} minutes`);
  const axis = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(String(job["runs-on"]))?.[1];
  const machines = [axis === undefined ? job["runs-on"] : job.strategy?.matrix?.[axis]].flat();
  for (const machine of machines)
    if (!/^(ubuntu|macos|windows)-\d/.test(String(machine)))
      report(at, `${name} runs on ${String(machine)}, which floats`);
  const allowed = WRITERS[`${file} ${name}`] ?? [];
  for (const [scope, access] of eachOf(job.permissions))
    if (access === "write" ? !allowed.includes(scope) : !["read", "none"].includes(access))
      report([...at, "permissions", scope], `${name} gets ${scope}: ${access}`);
  const signs = eachOf(job.permissions).some(([scope, access]) => scope === "id-token" && access === "write");
  if (signs && job.steps?.some(({ uses }) => !SIGNERS.test(uses ?? "")))
    report(at, `${name} can prove to others who it is, and runs more than what needs that`);
}

/** `write-all` and its like are one right for everything. */
function eachOf(permissions: Permissions = {}): [scope: string, access: string][] {
  return typeof permissions === "string" ? [["everything", permissions]] : Object.entries(permissions);
}

function oneStep(file: string, { uses, run, with: inputs = {} }: Step, report: (words: string) => void): void {
  if (run?.includes("${{")) report("has an expression in a command: what it holds becomes a part of the program");
  if (file === "report.yml" && run !== undefined) report("runs a command beside the report");
  if (uses === undefined) return;
  const isLocal = uses.startsWith("./");
  if (isLocal && uses !== LOCAL[file]) report(`uses ${uses}, which may be the learner's`);
  if (!isLocal && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))
    report(`uses ${uses}, which is not pinned to a commit`);
  const isCache = uses.startsWith("actions/cache") || Object.keys(inputs).some((input) => input.includes("cache"));
  if (isCache) report("uses a cache, which one run can poison for another");
  if (!uses.startsWith("actions/checkout@")) return;
  if (inputs["persist-credentials"] !== false) report("leaves the token in the checkout");
  if (file === "report.yml" && Object.keys(inputs).some((input) => input !== "persist-credentials"))
    report("checks out something else than the default branch");
}
