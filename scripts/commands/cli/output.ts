import { access, constants, open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemWords } from "./system-error.ts";
import { UsageError } from "./usage-error.ts";

/** Refuses a file that cannot be written, before the work for it is done. Throws {@link UsageError}. */
export async function requireOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  try {
    // Opened for reading too: what is in it is kept until there is something better.
    const file = await open(output, "r+");
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw unwritable(output, error);
    await access(dirname(output), constants.W_OK).catch((error) => {
      throw unwritable(output, error);
    });
  }
}

/** Writes to a file, or to standard output; resolves when it is written. Throws {@link UsageError} for a file that cannot be. */
export async function print(text: string, output?: string): Promise<void> {
  if (output === undefined) return new Promise((resolve) => process.stdout.write(text, () => resolve()));
  await writeFile(output, text).catch((error) => {
    throw unwritable(output, error);
  });
}

function unwritable(output: string, error: unknown): UsageError {
  const cause = systemWords(error) ?? String(error);
  return new UsageError(
    `The report cannot be written to ${output}: ${cause}.\nNext: name a file in a folder that is there and that you may write to.`,
  );
}
