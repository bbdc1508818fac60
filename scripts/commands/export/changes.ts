import { lstat, mkdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "#commands/cli/usage-error.ts";
import { paths, type RepositoryFiles } from "./files.ts";

/** What would become of one file; without `before` it is new, without `after` it goes. */
export interface Change {
  path: string;
  before?: Uint8Array;
  after?: Uint8Array;
}

/** The teacher writes names into it, and an export would write over them. */
const KEPT: ReadonlySet<string> = new Set([".github/CODEOWNERS"]);

/**
 * What makes a folder hold the repository. In the actions, and in the labs that are exported, what the repository does not have
 * goes; exercises keep what learners added, and everything elsewhere stays. Throws {@link UsageError} where a path is no plain file.
 */
export async function changesTo(
  folder: string,
  { files, labs }: { files: RepositoryFiles; labs: readonly string[] },
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [path, after] of files) {
    const before = await readPlainFile(folder, path);
    if (before ? !KEPT.has(path) && !Buffer.from(after).equals(before) : true)
      changes.push({ path, after, ...(before && { before }) });
  }
  for (const owned of [".github/actions", ...labs.map((lab) => `labs/${lab}`)]) {
    for (const name of await paths(join(folder, owned))) {
      const path = `${owned}/${name}`;
      if (files.has(path) || /^labs\/[^/]+\/exercise\//.test(path)) continue;
      changes.push({ path, before: await readFile(join(folder, path)) });
    }
  }
  return changes;
}

/** Makes the changes, and removes folders that are empty then. */
export async function makeChanges(folder: string, changes: readonly Change[]): Promise<void> {
  for (const { path, after } of changes) {
    const file = join(folder, path);
    if (after) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, after);
    } else {
      await rm(file);
      await removeEmpty(folder, dirname(path));
    }
  }
}

async function removeEmpty(folder: string, path: string): Promise<void> {
  if (path === ".") return;
  const removed = await rmdir(join(folder, path)).then(
    () => true,
    () => false,
  );
  if (removed) await removeEmpty(folder, dirname(path));
}

/** Undefined where there is nothing. Nothing is read or written through a symbolic link: it may lead out of the folder. */
async function readPlainFile(folder: string, path: string): Promise<Buffer | undefined> {
  const steps = path.split("/");
  for (const [index] of steps.entries()) {
    const step = steps.slice(0, index + 1).join("/");
    const found = await lstat(join(folder, step)).catch(() => undefined);
    if (!found) return undefined;
    const isLast = index === steps.length - 1;
    if (!(isLast ? found.isFile() : found.isDirectory()))
      throw new UsageError(
        `${join(folder, step)} is no plain ${isLast ? "file" : "folder"}. Next: remove it, and export again.`,
      );
  }
  return await readFile(join(folder, path));
}
