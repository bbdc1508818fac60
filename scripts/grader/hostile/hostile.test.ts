import { expect, it } from "vitest";
import { openLab } from "#commands/lab-folders.ts";
import { gradeSimulated } from "#commands/simulated-grade.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { validate } from "#core/generated/verdict-validator.js";
import { terminalReport } from "#reporters/terminal.ts";
import { hostileSubmissions, solution } from "./submissions.ts";

const lab = await openLab("self-healing");

/** The first issue and where, or the first check that fails. */
function cause({ status, issues: [issue], checks }: Verdict): string {
  const failed = checks.find((check) => check.status === "fail");
  const at = issue && `${issue.location.line}:${issue.location.column}`;
  return [status, issue && `${issue.code} at ${at}`, failed && `fails ${failed.id}`].filter(Boolean).join(", ");
}

it("hides behind a solution that passes", async () => {
  expect(cause(await gradeSimulated(lab, { "deployment.yaml": solution() }))).toBe("pass");
});

it.each(Object.entries(hostileSubmissions))("%s", { timeout: 10_000 }, async (_name, { files, leadsTo }) => {
  const verdict = await gradeSimulated(lab, files);
  expect(cause(verdict)).toBe(leadsTo);
  expect(verdict.points).toBe(0);
  expect(validate(verdict), JSON.stringify(validate.errors)).toBe(true);
  expect({}).not.toHaveProperty("polluted");

  const sources = new Map(
    Object.entries(files).map(([name, content]) => [name, new TextDecoder().decode(encode(content))]),
  );
  const report = terminalReport(verdict, { folder: "work", again: "npm run grade", sources, color: false });
  // Control and direction characters; the line ends are the report's own.
  expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  expect(report.split("\n").filter((line) => line.startsWith("✓"))).toEqual([]);
});

function encode(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
