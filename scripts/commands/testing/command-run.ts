import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";

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

/** For tests: a working directory of its own with the lab `one` in `labs`, and what somebody sees who types commands in it. */
export interface CommandRun {
  path: (name: string) => string;
  /** Progress, report and exit code of a command; the random parts of Pods' names are left out. */
  checkride: (args: string[], env?: Record<string, string>) => Promise<string>;
  /** Grades this as the learner's only file. */
  grade: (content: string | Uint8Array) => Promise<string>;
}

/** For tests: makes the directory before the tests of a file and removes it after them. */
export function commandRun(): CommandRun {
  let directory = "";
  const path = (name: string) => join(directory, name);
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "checkride-"));
    await mkdir(path("labs/one/exercise"), { recursive: true });
    await mkdir(path("work"));
    await writeFile(path("labs/one/lab.yaml"), labFile);
    await writeFile(path("labs/one/exercise/web.yaml"), deployment);
  });
  afterAll(() => rm(directory, { recursive: true }));
  const checkride: CommandRun["checkride"] = (args, env) =>
    new Promise((resolve) => {
      const options = { cwd: directory, env: { ...process.env, ...env } };
      execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
        const pods = /(web-)[0-9a-z]+-[0-9a-z]{5}/g;
        resolve(`${stderr}${stdout}exit ${error ? error.code : 0}`.replaceAll(pods, "$1…"));
      });
    });
  const grade: CommandRun["grade"] = async (content) => {
    await writeFile(path("work/web.yaml"), content);
    return checkride(["grade", "one", "--labs", "labs", "--files", "work"]);
  };
  return { path, checkride, grade };
}
