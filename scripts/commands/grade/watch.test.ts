import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL("../../cli.js", import.meta.url));
const template = fileURLToPath(new URL("../new/lab-template", import.meta.url));
const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: hello }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: hello } }
  template:
    metadata: { labels: { app: hello } }
    spec: { containers: [{ name: web, image: "nginx:1.29" }] }
`;

let folder = "";
let watching: ChildProcess;
/** The reports; progress comes by another pipe, now and then before the report that it follows. */
let printed = "";
let progress = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkride-"));
  await mkdir(join(folder, "work"));
  await save(deployment(1));
  printed = "";
  progress = "";
  const args = ["grade", "lab-template", "--labs", join(template, ".."), "--files", "work", "--watch"];
  watching = spawn(process.execPath, [cli, ...args], { cwd: folder });
  watching.stdout?.on("data", (data) => (printed += String(data)));
  watching.stderr?.on("data", (data) => (progress += String(data)));
});
afterEach(async () => {
  watching.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

const save = (text: string) => writeFile(join(folder, "work/deployment.yaml"), text);

/** Waits for the report after what was said before, and gives its last lines: the total, and what to do next. */
async function nextReport(): Promise<string[]> {
  const lines = await vi.waitFor(
    () => {
      const [, total, next] = /^([✓✗] (?:pass|fail): .*)\n(.*)\n/m.exec(printed) ?? [];
      if (total === undefined || next === undefined || !progress.includes("Watching work"))
        throw new Error(`no report yet: ${progress}${printed}`);
      return [total, next];
    },
    { timeout: 30_000, interval: 20 },
  );
  printed = "";
  progress = "";
  return lines;
}

it("grades at once and after each save, also what is no YAML, until Ctrl-C", async () => {
  const failed = ["✗ fail: 0 of 5 points", "Next: edit the files in work, and save"];
  expect(await nextReport()).toEqual(failed);
  await save(deployment(2));
  expect((await nextReport())[0]).toBe("✓ pass: 5 of 5 points");
  await save(deployment(2).replace("spec:", "spec"));
  expect(await nextReport()).toEqual(failed);
  await save(deployment(2));
  expect((await nextReport())[0]).toBe("✓ pass: 5 of 5 points");

  const ended = new Promise((resolve) => watching.once("exit", (code) => resolve(code)));
  watching.kill("SIGINT");
  expect(await ended).toBe(130);
});
