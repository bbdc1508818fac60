import { writeFile } from "node:fs/promises";
import { classroomSubmission } from "#commands/classroom-submission.ts";
import { UsageError } from "#commands/usage-error.ts";
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
      return (await import("#reporters/json.ts")).jsonReport(run, one);
    case "markdown":
      return (await import("#reporters/markdown.ts")).markdownReport(run);
    case "junit":
      return (await import("#reporters/junit.ts")).junitReport(run);
    case "ctrf":
      return (await import("#reporters/ctrf.ts")).ctrfReport(run);
    case "classroom50":
      return (await import("#reporters/classroom50.ts")).classroom50Report(run, classroomSubmission(process.env));
    case "sarif":
      return (await import("#reporters/sarif.ts")).sarifReport(run);
  }
}

/** Writes to a file, or to standard output; resolves when it is written. Throws {@link UsageError} for a file that cannot be. */
export async function print(text: string, output?: string): Promise<void> {
  if (output === undefined) return new Promise((resolve) => process.stdout.write(text, () => resolve()));
  await writeFile(output, text).catch((error: Error) => {
    throw new UsageError(`The report could not be written: ${error.message}`);
  });
}
