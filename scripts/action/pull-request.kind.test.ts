import { createHash } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import spawn from "nano-spawn";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithKind } from "#clusters/kind/testing/describe.ts";
import { restoreWayOut } from "#clusters/kind/testing/way-out.ts";
import { BUNDLE, graderDigest } from "#github/grader-digest.ts";
import { readRecord, recordName, recordText } from "#reporters/pull-request/record.ts";
import { GRADES_ARTIFACT } from "./artifact.ts";
import type { StepResult } from "./testing/runner/run-workflow.ts";
import { type SampleSchool, sampleSchool } from "./testing/runner/sample-school.ts";

await describeWithKind("a learner's pull request, from the fork to the report", () => {
  let school: SampleSchool;

  beforeAll(async () => {
    school = await sampleSchool({ CHECKRIDE_ATTEST: "true" });
  });

  afterAll(async () => {
    await school.close();
    const { stdout } = await spawn("kind", ["get", "nodes", "--name", "checkride"]);
    await restoreWayOut(stdout.split("\n").filter(Boolean));
  });

  /** The last step of each job, which is the one that does the work. */
  async function push(change: (fork: string) => Promise<void>) {
    const jobs = await school.push(change);
    return { grade: last(jobs["grade"]), report: last(jobs["report"]), attest: last(jobs["attest"]) };
  }

  const last = (steps: StepResult[] | undefined): StepResult => {
    const step = steps?.at(-1);
    if (!step) throw new Error("The workflow did not run.");
    return step;
  };

  it("is refused for a typing mistake without a cluster, then passes on a real one", async () => {
    const { github, results, pull } = school;
    const { state } = github;
    const mistyped = await push(async (fork) => {
      const path = join(fork, "labs/self-healing/exercise/deployment.yaml");
      await writeFile(path, (await readFile(path, "utf8")).replace("replicas:", "replcas:"));
    });
    expect(mistyped.grade).toMatchObject({ failed: true, outputs: { status: "fail", points: "0", of: "14" } });
    expect(mistyped.report).toMatchObject({ failed: false });
    expect(results.artifacts.has(GRADES_ARTIFACT)).toBe(true);
    expect(state.checkRuns.at(-1)).toMatchObject({ conclusion: "failure", head_sha: pull.head.sha });

    const right = await push(async (fork) => {
      await cp("labs/self-healing/solution", join(fork, "labs/self-healing/exercise"), { recursive: true });
    });
    expect(right.grade.output).toContain("Copying the images to the nodes");
    expect(right.grade).toMatchObject({ failed: false, outputs: { status: "pass", points: "14", of: "14" } });
    expect(right.grade.summary).toContain("What the cluster did");
    expect(right.report.commands.map(({ message }) => message)).toEqual([
      "Reported on pull request 1: 14 of 14 points: every check passed",
    ]);

    const record = readRecord(state.checkRuns.at(-1)!.output.summary)!;
    expect(record.trusted).toEqual({ sha: state.branches["main"], grader: await graderDigest(BUNDLE) });
    expect(right.attest.inputs).toEqual({
      "subject-name": recordName(record),
      "subject-digest": `sha256:${createHash("sha256").update(recordText(record)).digest("hex")}`,
    });

    expect(github.problems).toEqual([]);
    expect(state.checkRuns.map(({ conclusion, head_sha }) => [conclusion, head_sha === pull.head.sha])).toEqual([
      ["failure", false],
      ["success", true],
    ]);
    expect(state.comments.length).toBe(1);
    expect(state.comments[0]!.body).toContain("14 of 14 points");
  });
});
