import { access, constants, open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { classroomSubmission } from "./classroom-submission.ts";
import { systemWords } from "#commands/cli/system-error.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import type { GradeRun } from "#reporters/graded-lab.ts";

/** Formats that are written when every lab is graded; `terminal` is written lab by lab. */
export const FORMATS = ["terminal", "json", "markdown", "junit", "ctrf", "classroom50", "sarif"] as const;

export type Format = (typeof FORMATS)[number];

/** Refuses a format that lacks what it needs, before anything is graded. */
export function requireFormat(format: Format): void {
  if (format === "classroom50") classroomSubmission(process.env);
}

/** The report in a format; `one` where the caller named one lab. Loads the code of that format only. */
export async function reportAs(format: Exclude<Format, "terminal">, run: GradeRun, one: boolean): Promise<string> {
  switch (format) {
    case "json":
      return (await import("#reporters/formats/json.ts")).jsonReport(run, one);
    case "markdown":
      return (await import("#reporters/markdown/report.ts")).markdownReport(run);
    case "junit":
      return (await import("#reporters/formats/junit.ts")).junitReport(run);
    case "ctrf":
      return (await import("#reporters/formats/ctrf.ts")).ctrfReport(run);
    case "classroom50":
      return (await import("#reporters/formats/classroom50.ts")).classroom50Report(
        run,
        classroomSubmission(process.env),
      );
    case "sarif":
      return (await import("#reporters/formats/sarif.ts")).sarifReport(run);
  }
}

/** Refuses a file that cannot be written, before the work for it is done. Throws {@link UsageError}. */
export async function requireOutput(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  try {
    // Opened for reading too: what stands in it is kept until there is something better.
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
