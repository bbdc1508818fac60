import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

const retryMilliseconds = 250;

/** Lock files that this process has itself. */
const held = new Set<string>();

export interface LockOptions {
  /** Called with the processes that are waited for, each time that they are others. */
  onWait: (holders: number[], file: string) => void;
  signal: AbortSignal;
  /** Where lock files are; what all processes of this machine share if not said. */
  directory?: string;
}

/** What a process has of a cluster: nobody else joins it, until the process shares it or lets go. */
export interface ClusterLock {
  /** Resolves when no other process shares the cluster. Those that come later wait, so that this one gets its turn. */
  alone: () => Promise<void>;
  /** Lets others share the cluster; this process goes on using it until it lets go. */
  share: () => Promise<void>;
  /** Lets go; calling it again does nothing. */
  release: () => void;
}

/** Where this process has the lock already. */
const mine: ClusterLock = { alone: async () => undefined, share: async () => undefined, release: () => undefined };

/**
 * Waits until no other process of this machine has that kind cluster for itself, or waits for that. A process that ends lets
 * go, however it ends. A second call while this process has the lock does nothing.
 */
export async function lockCluster(name: string, options: LockOptions): Promise<ClusterLock> {
  const { directory = tmpdir() } = options;
  const file = join(directory, `checkride-kind-${name}.lock`);
  if (held.has(file)) return mine;
  await waitUntilNone(file, options, async () => ((await claim(file)) ? [] : await holderOf(file)));
  held.add(file);
  let letGo = removeAtExit(file, () => held.delete(file));
  return {
    alone: async () => await waitUntilNone(file, options, async () => await sharersOf(file)),
    share: async () => {
      const sharer = `${file}-${self}-${randomUUID()}`;
      await writeFile(sharer, "");
      const endShare = removeAtExit(sharer);
      letGo();
      letGo = endShare;
    },
    release: () => letGo(),
  };
}

/** Asks again and again who is in the way, and says it, until nobody is; undefined is not known yet. */
async function waitUntilNone(
  file: string,
  { onWait, signal }: LockOptions,
  inTheWay: () => Promise<number[] | undefined>,
): Promise<void> {
  let told = "";
  for (;;) {
    signal.throwIfAborted();
    const holders = await inTheWay();
    if (holders?.length === 0) return;
    if (holders && told !== holders.join()) {
      told = holders.join();
      onWait(holders, file);
    }
    await setTimeout(retryMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** Returns what removes the file; the end of this process does it too. */
function removeAtExit(file: string, removed?: () => void): () => void {
  const remove = (): void => {
    process.off("exit", remove);
    rmSync(file, { force: true });
    removed?.();
  };
  process.once("exit", remove);
  return remove;
}

/** Makes the file, and says false where it exists. Nobody sees it before it names its process, as it is linked when it is whole. */
async function claim(file: string): Promise<boolean> {
  const whole = beside(file);
  await writeFile(whole, `${self}\n`);
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

/** The process that has the lock; undefined where it has ended, as one that was killed leaves its file behind. */
async function holderOf(file: string): Promise<number[] | undefined> {
  const holder = await namedIn(file);
  if (holder === undefined) return undefined;
  if (runs(holder)) return [numberOf(holder)];
  await removeAbandoned(file);
  return undefined;
}

/** The processes that share the cluster, in the order of their numbers; forgets those that have ended. */
async function sharersOf(file: string): Promise<number[]> {
  const prefix = `${basename(file)}-`;
  const sharers = new Set<number>();
  for (const name of await readdir(dirname(file))) {
    if (!name.startsWith(prefix)) continue;
    const sharer = /^\d+\.\d*/.exec(name.slice(prefix.length))?.[0] ?? "";
    if (runs(sharer)) sharers.add(numberOf(sharer));
    else await rm(join(dirname(file), name), { force: true }).catch(() => undefined);
  }
  return [...sharers].sort((a, b) => a - b);
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

/** The process that a lock file names, as {@link self} says it; undefined where there is no such file. */
async function namedIn(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text?.trim();
}

/**
 * The number of this process and, where the system tells it, when it started: a number alone could be that of a process
 * which came after one that was killed.
 */
const self = `${process.pid}.${startOf(process.pid)}`;

/** In ticks since the machine started; empty where there is no `/proc`. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOf(id: number): string {
  try {
    // The name of the program, in brackets, may hold spaces and brackets itself.
    return (
      readFileSync(`/proc/${id}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? ""
    );
  } catch {
    return "";
  }
}

const numberOf = (named: string): number => Number(named.split(".")[0]);

function runs(named: string): boolean {
  const id = numberOf(named);
  const [, start = ""] = named.split(".");
  try {
    if (!(id > 0 && process.kill(id, 0))) return false;
  } catch (error) {
    // The process of another user runs too.
    if (codeOf(error) !== "EPERM") return false;
  }
  return start === "" || start === startOf(id);
}
