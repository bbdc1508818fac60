import { describe, expect, it } from "vitest";
import { validate } from "#core/generated/verdict-validator.js";
import type { Verdict } from "#core/generated/verdict.ts";
import { violations } from "#core/kubernetes/pod-security/testing/violations.ts";
import { courseAt } from "#course/course.ts";
import { openLab } from "#course/labs.ts";
import { terminalReport } from "#reporters/formats/terminal.ts";
import { gradeSimulated } from "#testing/simulated-grade.ts";
import { file, solution } from "./submission.ts";
import { kinds } from "./submissions/kinds.ts";
import { names } from "./submissions/names.ts";
import { objects } from "./submissions/objects.ts";
import { pods } from "./submissions/pods.ts";
import { size } from "./submissions/size.ts";
import { text } from "./submissions/text.ts";
import { yaml } from "./submissions/yaml.ts";

const lab = await openLab("self-healing", courseAt("."));

/** The first issue and where, or the first check that fails. */
function cause({ status, issues: [issue], checks }: Verdict): string {
  const failed = checks.find((check) => check.status === "fail");
  const at = issue && `${issue.location.line}:${issue.location.column}`;
  return [status, issue && `${issue.code} at ${at}`, failed && `fails ${failed.id}`].filter(Boolean).join(", ");
}

it("hides behind a solution that passes", async () => {
  expect(cause(await gradeSimulated(lab, file(solution())))).toBe("pass");
});

describe.each(Object.entries({ size, text, yaml, objects, kinds, pods, names }))("%s", (_theme, submissions) => {
  it.each(Object.entries(submissions))("%s", { timeout: 10_000 }, async (_name, { files, leadsTo }) => {
    const verdict = await gradeSimulated(lab, files);
    expect(cause(verdict)).toBe(leadsTo);
    expectHarmless(verdict, files);
  });
});

describe("Pods that break a control of the Pod Security Standards", () => {
  const forbidden = violations.filter(({ level }) => level === "baseline");

  it.each(forbidden)("$control: $path", async ({ spec, path }) => {
    const { metadata } = { metadata: { labels: { app: "web" } } };
    const files = file(
      JSON.stringify({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web" },
        spec: { replicas: 3, selector: { matchLabels: metadata.labels }, template: { metadata, spec } },
      }),
    );
    const verdict = await gradeSimulated(lab, files);
    expect(verdict.issues.map((issue) => `${issue.code} ${issue.path}`)).toContain(
      `pod-security spec.template.${path}`,
    );
    expectHarmless(verdict, files);
  });
});

/** No points, no harm, and a report that is the report's alone. */
function expectHarmless(verdict: Verdict, files: Record<string, string | Uint8Array>): void {
  expect(verdict.points).toBe(0);
  expect(validate(verdict), JSON.stringify(validate.errors)).toBe(true);
  expect({}).not.toHaveProperty("polluted");

  const sources = new Map(
    Object.entries(files).map(([name, content]) => [name, new TextDecoder().decode(encode(content))]),
  );
  const report = terminalReport({ verdict, folder: "work", sources }, { again: "npm run grade", color: false });
  // Control and direction characters; the line ends are the report's own.
  expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  expect(report.split("\n").filter((line) => line.startsWith("✓"))).toEqual([]);
}

function encode(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
