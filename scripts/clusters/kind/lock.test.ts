import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockCluster, removeAbandoned } from "#clusters/kind/lock.ts";

let directory = "";
let file = "";

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "lock-"));
  file = join(directory, "checkride-kind-test.lock");
});

afterEach(async () => await rm(directory, { recursive: true, force: true }));

const patient = new AbortController().signal;

/** Another process that takes the lock, tells so, and keeps it until it is killed. */
async function otherProcess() {
  const script = `import { lockCluster } from "#clusters/kind/lock.ts";
    await lockCluster("test", { onWait() {}, signal: new AbortController().signal, directory: ${JSON.stringify(directory)} });
    console.log("locked");
    process.once("SIGTERM", () => process.exit());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script]);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    id: child.pid,
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
}

it("waits for another process, says for which, and goes on when that one has ended", async () => {
  const other = await otherProcess();
  expect(await readFile(file, "utf8")).toBe(`${other.id}\n`);
  const told = Promise.withResolvers<[number, string]>();
  const locked = lockCluster("test", { onWait: (...of) => told.resolve(of), signal: patient, directory });
  expect(await told.promise).toEqual([other.id, file]);
  await other.end("SIGTERM");
  await locked;
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
});

it("takes over from a process that was killed", async () => {
  const other = await otherProcess();
  await other.end("SIGKILL");
  expect(existsSync(file)).toBe(true);
  const waits: number[] = [];
  await lockCluster("test", { onWait: (holder) => waits.push(holder), signal: patient, directory });
  expect(waits).toEqual([]);
});

it("takes over a file that names no process", async () => {
  await writeFile(file, "");
  await lockCluster("test", { onWait: () => undefined, signal: patient, directory });
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
  expect(await readdir(directory)).toEqual(["checkride-kind-test.lock"]);
});

it("leaves the lock to a process that was quicker to take it over", async () => {
  await writeFile(file, `${process.ppid}\n`);
  await removeAbandoned(file);
  expect(await readFile(file, "utf8")).toBe(`${process.ppid}\n`);
});

it("has the lock already when it asks a second time", async () => {
  await lockCluster("test", { onWait: () => undefined, signal: patient, directory });
  await lockCluster("test", { onWait: () => undefined, signal: patient, directory });
  expect(await readFile(file, "utf8")).toBe(`${process.pid}\n`);
});

it("stops waiting with the signal's reason", async () => {
  await writeFile(file, `${process.ppid}\n`);
  const over = new AbortController();
  const reason = new Error("enough");
  const waiting = lockCluster("test", { onWait: () => over.abort(reason), signal: over.signal, directory });
  await expect(waiting).rejects.toBe(reason);
});
