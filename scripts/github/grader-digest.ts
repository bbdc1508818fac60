import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf } from "#core/digest.ts";

/** Where a lab repository has the program that grades it, as one bundle. */
export const BUNDLE = ".github/actions/bundle";

/** The folder that this program was loaded from: of the action's programs, the whole bundle. */
export const OWN_FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** The digest of a bundled grader: of every file in its folder. Rejects where there is no such folder. */
export async function graderDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async ({ name }) => ({ name, bytes: await readFile(join(folder, name)) }));
  return digestOf(await Promise.all(files));
}
