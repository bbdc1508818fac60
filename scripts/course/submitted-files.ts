import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { MAX_FILE_BYTES, MAX_FILES, type SubmittedFile } from "#core/submission/submission.ts";

/** The author's word on a mistake; it stands beside the files and is none of them. */
export const EXPECTED_FILE = "expected.yaml";

/**
 * The YAML files of a folder as a submission, as far as the limits of submissions need to be read; undefined where there
 * is no such folder. Symbolic links and whatever else is no plain file are not followed.
 */
export async function readSubmittedFiles(folder: string): Promise<SubmittedFile[] | undefined> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  const names = found?.filter((name) => /\.ya?ml$/.test(name) && name !== EXPECTED_FILE).sort();
  const files = names?.slice(0, MAX_FILES + 1).map(async (name): Promise<SubmittedFile> => {
    const path = join(folder, name);
    return { name, bytes: (await lstat(path)).isFile() ? await readStart(path) : null };
  });
  return files && Promise.all(files);
}

async function readStart(path: string): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(createReadStream(path, { end: MAX_FILE_BYTES })));
}
