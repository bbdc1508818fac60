import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { countedFiles, MAX_FILE_BYTES, type SubmittedFile } from "#core/submission/submission.ts";

/**
 * The YAML files of a folder as a submission, as far as the limits of submissions need to be read; undefined where there
 * is no such folder. Symbolic links and whatever else is no plain file are not followed.
 */
export async function readSubmittedFiles(folder: string): Promise<SubmittedFile[] | undefined> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  return (
    found &&
    Promise.all(countedFiles(found).map(async (name) => ({ name, bytes: await readStart(join(folder, name)) })))
  );
}

/** A file, as far as the limit of one needs to be read; null for what is no plain file. */
export async function readStart(path: string): Promise<Uint8Array | null> {
  if (!(await lstat(path)).isFile()) return null;
  return Buffer.concat(await Array.fromAsync(createReadStream(path, { end: MAX_FILE_BYTES })));
}
