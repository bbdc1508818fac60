import type { CTRFReport, Test, TestStatus } from "ctrf";
import type { Status } from "#core/generated/verdict.ts";
import type { GradedLab, GradeRun } from "#reporters/graded-lab.ts";
import { type ReportedCase, outcomesOf } from "./outcomes.ts";

/** A grade that cannot be judged is neither failed nor passed. */
const STATUSES: Record<Status, TestStatus> = {
  pass: "passed",
  fail: "failed",
  error: "other",
  blocked: "skipped",
  unsupported: "skipped",
};

/** The run as CTRF 1.0.0 (Common Test Report Format): a test for each check; points are in `extra`. */
export function ctrfReport({ labs, started, ended, version }: GradeRun): string {
  const tests = labs.flatMap((lab) => outcomesOf(lab).map((outcome) => test(outcome, lab)));
  const count = (wanted: TestStatus) => tests.filter(({ status }) => status === wanted).length;
  const report: CTRFReport = {
    reportFormat: "CTRF",
    specVersion: "1.0.0",
    generatedBy: `checkride ${version}`,
    timestamp: new Date(ended).toISOString(),
    results: {
      tool: { name: "checkride", version },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: count("pending"),
        other: count("other"),
        start: started,
        stop: ended,
      },
      tests,
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function test(
  { id, title, status, points, of, milliseconds, why, details, place }: ReportedCase,
  lab: GradedLab,
): Test {
  return {
    name: title,
    status: STATUSES[status],
    rawStatus: status,
    duration: Math.round(milliseconds),
    suite: [lab.verdict.lab.id],
    ...(why && { message: why }),
    ...(details.length > 0 && { trace: details.join("\n") }),
    ...(place && { filePath: place.path, line: place.line }),
    extra: { check: id, points, of },
  };
}
