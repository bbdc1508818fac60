import { rmSync } from "node:fs";
import { readFile, unlink, writeFile } from "node:fs/promises";
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

/** Makes the file, and says false where it exists. */
async function claim(file: string): Promise<boolean> {
  return await writeFile(file, `${process.pid}\n`, { flag: "wx" }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}

/** The process that has the lock; undefined where it has none, as one that was killed leaves its file behind. */
async function holderOf(file: string): Promise<number | undefined> {
  const holder = Number(await readFile(file, "utf8").catch(() => ""));
  if (holder > 0 && runs(holder)) return holder;
  // Without a number the file is just being written, or gone.
  if (holder > 0) await unlink(file).catch(() => undefined);
  return undefined;
}

function runs(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // The process of another user runs too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
