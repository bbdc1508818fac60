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

const mute = { onWait: () => undefined, signal: patient };

/** Another process that takes the lock as it is told, says so, and keeps it until it is ended. */
async function otherProcess(take: "" | "await lock.alone();" | "await lock.share();" = "") {
  const script = `import { lockCluster } from "#clusters/kind/lock.ts";
    process.once("SIGTERM", () => process.exit());
    const lock = await lockCluster("test", { onWait() {}, signal: new AbortController().signal, directory: ${JSON.stringify(directory)} });
    console.log("locked");
    ${take}
    console.log("taken");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script]);
  let output = "";
  const told = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    told.resolve();
    if (output.includes("taken")) taken.resolve();
  });
  await told.promise;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    id: child.pid!,
    hasTaken: () => output.includes("taken"),
    taken: taken.promise,
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
}

const sharing = async () => {
  const other = await otherProcess("await lock.share();");
  await other.taken;
  return other;
};

/** Begins to take the lock; `waits` has whom it waited for. */
function take() {
  const waits: number[][] = [];
  const waiting = Promise.withResolvers<void>();
  const onWait = (holders: number[]): void => {
    waits.push(holders);
    waiting.resolve();
  };
  const locked = lockCluster("test", { onWait, signal: patient, directory });
  return { locked, waits, waiting: waiting.promise };
}

it("waits for another process, says for which, and goes on when that one has ended", async () => {
  const other = await otherProcess();
  expect(await readFile(file, "utf8")).toMatch(new RegExp(`^${other.id}\\.\\d*\\n$`));
  const told = Promise.withResolvers<[number[], string]>();
  const locked = lockCluster("test", { onWait: (...of) => told.resolve(of), signal: patient, directory });
  expect(await told.promise).toEqual([[other.id], file]);
  await other.end("SIGTERM");
  (await locked).release();
  expect(await readdir(directory)).toEqual([]);
});

it("lets processes share, and one be alone when all of them have ended, however they did", async () => {
  const [first, second] = [await sharing(), await sharing()];
  const { locked, waits, waiting } = take();
  const lock = await locked;
  const alone = lock.alone();
  await waiting;
  expect(waits).toEqual([[first.id, second.id].sort((a, b) => a - b)]);
  await first.end("SIGTERM");
  await expect.poll(() => waits.at(-1), { timeout: 10_000 }).toEqual([second.id]);
  await second.end("SIGKILL");
  await alone;
  lock.release();
  expect(await readdir(directory)).toEqual([]);
});

it("lets nobody join while one waits to be alone, so that those who come later do not keep it waiting", async () => {
  const sharer = await sharing();
  const alone = await otherProcess("await lock.alone();");
  const { locked, waits, waiting } = take();
  await waiting;
  expect(waits).toEqual([[alone.id]]);
  expect(alone.hasTaken()).toBe(false);
  await sharer.end("SIGTERM");
  await alone.taken;
  await alone.end("SIGKILL");
  await (await locked).share();
  (await locked).release();
});

it("goes on sharing what it had for itself, and nobody is alone before it lets go", async () => {
  const lock = await lockCluster("test", { ...mute, directory });
  await lock.alone();
  await lock.share();
  const other = await otherProcess("await lock.alone();");
  expect(other.hasTaken()).toBe(false);
  lock.release();
  lock.release();
  await other.taken;
  await other.end("SIGTERM");
  expect(await readdir(directory)).toEqual([]);
});

it("takes over from a process that was killed", async () => {
  const other = await otherProcess();
  await other.end("SIGKILL");
  expect(existsSync(file)).toBe(true);
  const { locked, waits } = take();
  (await locked).release();
  expect(waits).toEqual([]);
});

it.runIf(existsSync("/proc/self/stat"))(
  "does not take a later process of the same number for one that was killed",
  async () => {
    await writeFile(file, `${process.ppid}.1\n`);
    await writeFile(`${file}-${process.ppid}.1-a`, "");
    const { locked, waits } = take();
    const lock = await locked;
    await lock.alone();
    lock.release();
    expect(waits).toEqual([]);
  },
);

it("takes over a file that names no process", async () => {
  await writeFile(file, "");
  const lock = await lockCluster("test", { ...mute, directory });
  expect(await readdir(directory)).toEqual(["checkride-kind-test.lock"]);
  lock.release();
});

it("leaves the lock to a process that was quicker to take it over", async () => {
  await writeFile(file, `${process.ppid}\n`);
  await removeAbandoned(file);
  expect(await readFile(file, "utf8")).toBe(`${process.ppid}\n`);
});

it("has the lock already when it asks a second time, which lets nobody in", async () => {
  const lock = await lockCluster("test", { ...mute, directory });
  const again = await lockCluster("test", { ...mute, directory });
  await again.alone();
  again.release();
  expect(existsSync(file)).toBe(true);
  lock.release();
});

it("stops waiting with the signal's reason", async () => {
  await writeFile(file, `${process.ppid}\n`);
  const over = new AbortController();
  const reason = new Error("enough");
  const waiting = lockCluster("test", { onWait: () => over.abort(reason), signal: over.signal, directory });
  await expect(waiting).rejects.toBe(reason);
});
