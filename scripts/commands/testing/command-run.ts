import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, vi } from "vitest";

const cli = fileURLToPath(new URL("../../cli.js", import.meta.url));

/** For tests: a lab that wants one Pod to be Ready. */
export const labFile = `version: 1
title: One Deployment
summary: Run it.
lesson: beginner/kubernetes-architecture
minutes: 5
submission:
  files: [web.yaml]
  kinds: [apps/v1/Deployment]
  objects: [{ apiVersion: apps/v1, kind: Deployment, name: web }]
checks:
  - id: ready
    title: Its Pod is Ready
    points: 2
    within: 30s
    object: { apiVersion: apps/v1, kind: Deployment, name: web }
    matches: { status: { readyReplicas: 1 } }
    hints: [{ say: Which image does it run? }]
`;
/** For tests: its solution. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`;

/** Progress, report and exit code of a command; the random parts of Pods' names are left out. */
type RunCommand = (args: string[], env?: Record<string, string>) => Promise<string>;

/** For tests: its own working directory with the lab `one` in `labs`, and what somebody sees who types commands in it. */
export interface CommandRun {
  path: (name: string) => string;
  /** In this process, which takes a fraction of the time. */
  checkride: RunCommand;
  /** In its own process, as people run it: one test of each command does. */
  checkrideProcess: RunCommand;
  /** Grades this as the learner's only file. */
  grade: (content: string | Uint8Array) => Promise<string>;
}

/** For tests: makes the directory before the tests of a file and removes it after them. */
export function commandRun(): CommandRun {
  let directory = "";
  const path = (name: string) => join(directory, name);
  beforeAll(async () => {
    directory = await realpath(await mkdtemp(join(tmpdir(), "checkride-")));
    await mkdir(path("labs/one/exercise"), { recursive: true });
    await mkdir(path("work"));
    await writeFile(path("labs/one/lab.yaml"), labFile);
    await writeFile(path("labs/one/exercise/web.yaml"), deployment);
    // A command's modules may look at the working directory when they are loaded.
    vi.resetModules();
  });
  afterAll(() => rm(directory, { recursive: true }));
  const checkride: RunCommand = async (args, env) => seen(await runHere(directory, args, env));
  const checkrideProcess: RunCommand = async (args, env) => seen(await runProcess(directory, args, env));
  const grade: CommandRun["grade"] = async (content) => {
    await writeFile(path("work/web.yaml"), content);
    return checkride(["grade", "one", "--labs", "labs", "--files", "work"]);
  };
  return { path, checkride, checkrideProcess, grade };
}

interface Run {
  stdout: string;
  stderr: string;
  exitCode: number | string | null | undefined;
}

function seen({ stdout, stderr, exitCode }: Run): string {
  return `${stderr}${stdout}exit ${exitCode}`.replaceAll(/(web-)[0-9a-z]+-[0-9a-z]{5}/g, "$1…");
}

function runProcess(cwd: string, args: readonly string[], env?: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env } };
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: error ? error.code : 0 }),
    );
  });
}

/** Working directory, environment and both streams are this process's own, so that one command runs at a time. */
async function runHere(directory: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const own = { directory: process.cwd(), env: { ...process.env } };
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  process.chdir(directory);
  Object.assign(process.env, env);
  try {
    const { runCommandLine } = await import("#commands/cli/process.ts");
    const { checkoutCommands } = await import("#commands/checkout.ts");
    const { signal } = new AbortController();
    const exitCode = await runCommandLine([process.execPath, cli, ...args], signal, checkoutCommands);
    return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, own.env);
    process.chdir(own.directory);
    stdout.end();
    stderr.end();
  }
}

/** What is written to a stream that is no terminal. */
function capture(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  const { isTTY } = stream;
  const parts: string[] = [];
  const write = vi.spyOn(stream, "write").mockImplementation((part, ...more) => {
    parts.push(typeof part === "string" ? part : Buffer.from(part).toString());
    for (const one of more) if (typeof one === "function") one();
    return true;
  });
  stream.isTTY = false;
  return {
    text: () => parts.join(""),
    end() {
      stream.isTTY = isTTY;
      write.mockRestore();
    },
  };
}
