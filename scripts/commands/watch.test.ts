import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL("../cli.js", import.meta.url));
const template = fileURLToPath(new URL("lab-template", import.meta.url));
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
let printed = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkride-"));
  await mkdir(join(folder, "work"));
  await save(deployment(1));
  printed = "";
  const args = ["grade", "lab-template", "--labs", join(template, ".."), "--files", "work", "--watch"];
  watching = spawn(process.execPath, [cli, ...args], { cwd: folder });
  watching.stdout?.on("data", (data) => (printed += String(data)));
  watching.stderr?.on("data", (data) => (printed += String(data)));
});
afterEach(async () => {
  watching.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

const save = (text: string) => writeFile(join(folder, "work/deployment.yaml"), text);

/** Waits for the report after what was said before, and gives its line of the total. */
async function nextTotal(): Promise<string> {
  const total = await vi.waitFor(
    () => {
      const [, line] = /^([✓✗] (?:pass|fail): .*)\n[^]*Watching work/m.exec(printed) ?? [];
      if (line === undefined) throw new Error(`no report yet: ${printed}`);
      return line;
    },
    { timeout: 30_000, interval: 20 },
  );
  printed = "";
  return total;
}

it("grades at once and after each save, also what is no YAML, until Ctrl-C", async () => {
  expect(await nextTotal()).toBe("✗ fail: 0 of 5 points");
  await save(deployment(2));
  expect(await nextTotal()).toBe("✓ pass: 5 of 5 points");
  await save(deployment(2).replace("spec:", "spec"));
  expect(await nextTotal()).toBe("✗ fail: 0 of 5 points");
  await save(deployment(2));
  expect(await nextTotal()).toBe("✓ pass: 5 of 5 points");

  const ended = new Promise((resolve) => watching.once("exit", (code) => resolve(code)));
  watching.kill("SIGINT");
  expect(await ended).toBe(130);
});
