import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const retryMilliseconds = 250;

const held = new Set<string>();

export interface LockOptions {
  /** Called once with the process that has the lock, if there is one. */
  onWait: (holder: number, file: string) => void;
  signal: AbortSignal;
  /** Where lock files lie; what all processes of this machine share if not said. */
  directory?: string;
}

/**
 * Waits until this process is the only one of this machine that uses that kind cluster, and keeps it so until it ends: two
 * would make it at the same time, or one would stop the nodes that the other grades on. A second call of one process
 * does nothing.
 */
export async function lockCluster(name: string, options: LockOptions): Promise<void> {
  const { onWait, signal, directory = tmpdir() } = options;
  const file = join(directory, `checkride-kind-${name}.lock`);
  let told = false;
  while (!held.has(file)) {
    signal.throwIfAborted();
    if (await claim(file)) {
      held.add(file);
      process.once("exit", () => rmSync(file, { force: true }));
      return;
    }
    const holder = await holderOf(file);
    if (holder !== undefined && !told) {
      told = true;
      onWait(holder, file);
    }
    await setTimeout(retryMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** Makes the file, and says false where it exists. Nobody sees it before it names its process, as it is linked when it is whole. */
async function claim(file: string): Promise<boolean> {
  const whole = beside(file);
  await writeFile(whole, `${process.pid}\n`);
  try {
    await link(whole, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

/** The process that has the lock; undefined where it has none, as one that was killed leaves its file behind. */
async function holderOf(file: string): Promise<number | undefined> {
  const holder = await namedIn(file);
  if (holder === undefined || runs(holder)) return holder;
  await removeAbandoned(file);
  return undefined;
}

/** Removes the file of a process that has ended; where another process has taken the lock over since, it stays. */
export async function removeAbandoned(file: string): Promise<void> {
  const aside = beside(file);
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const holder = await namedIn(aside);
  if (holder !== undefined && runs(holder)) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

const beside = (file: string): string => `${file}.${randomUUID()}`;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The process that a lock file names, 0 if none; undefined where there is no such file. */
async function namedIn(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number(text);
}

function runs(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0);
  } catch (error) {
    // The process of another user runs too.
    return codeOf(error) === "EPERM";
  }
}
