import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { commandRun, deployment } from "#commands/testing/command-run.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, grade, path } = commandRun();

describe("the formats", () => {
  it.each([
    ["markdown", "## ✗ One Deployment: fail: 0 of 2 points"],
    ["junit", '<testsuites name="checkride" tests="2" failures="1" errors="0"'],
    ["ctrf", '"reportFormat": "CTRF"'],
    ["sarif", '"ruleId": "unknown-field"'],
    ["terminal", "✗ fail: 0 of 2 points"],
  ])("%s goes to standard output", async (format, part) => {
    await grade(deployment.replace("replicas", "replcas"));
    const args = ["grade", "one", "--labs", "labs", "--files", "work", "--format", format];
    expect(await checkride(args)).toContain(part);
    expect(await checkride([...args, "--output", `report.${format}`])).toBe("exit 1");
    expect(await readFile(path(`report.${format}`), "utf8")).toContain(part);
  });

  it("classroom50 needs the environment of its runner", async () => {
    const args = ["grade", "one", "--labs", "labs", "--format", "classroom50"];
    expect(await checkride(args)).toMatchInlineSnapshot(`
      "The format classroom50 says whose work was graded, and the environment does not: CLASSROOM, ASSIGNMENT, OWNER or USERNAME, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL, REVIEW_URL or COMMIT_URL missing.
      Next: run it from an autograder of Classroom 50, or take --format json.
      exit 64"
    `);
    const runner = {
      CLASSROOM: "c",
      ASSIGNMENT: "a",
      OWNER: "o",
      SUBMISSION_TAG: "submit/1",
      COMMIT_URL: "u",
      RELEASE_URL: "r",
    };
    expect(await checkride(args, runner)).toContain('"schema": "classroom50/result/v1"');
  });
});
