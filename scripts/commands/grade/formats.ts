import type { GradeRun } from "#reporters/graded-lab.ts";
import { classroomSubmission } from "./classroom-submission.ts";

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
