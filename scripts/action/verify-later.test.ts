import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import spawn, { type SubprocessError } from "nano-spawn";
import { expect, it, onTestFinished, vi } from "vitest";
import { readRecord, recordName, recordText } from "#reporters/pull-request/record.ts";
import { sampleSchool } from "./testing/runner/sample-school.ts";

vi.setConfig({ testTimeout: 120_000 });

const EXERCISE = "labs/self-healing/exercise";

it('a score can be verified later, step by step as the guide "Security model" says it', async () => {
  const school = await sampleSchool({ CHECKRIDE_ATTEST: "true" });
  onTestFinished(school.close);
  const { github, repositories } = school;
  const { attest } = await school.push(async (fork) => {
    const path = join(fork, EXERCISE, "deployment.yaml");
    await writeFile(path, (await readFile(path, "utf8")).replace("replicas:", "replcas:"));
  });
  const record = readRecord(github.state.checkRuns[0]?.output.summary)!;
  const digest = createHash("sha256").update(recordText(record)).digest("hex");
  expect(attest?.map(({ inputs }) => inputs)).toEqual([
    { "subject-name": recordName(record), "subject-digest": `sha256:${digest}` },
  ]);
  const [teacher, verified] = ["teacher", "verify"].map((name) => join(repositories.folder, name)) as [string, string];
  const git = async (folder: string, ...args: string[]) =>
    await spawn("git", ["-C", folder, "-c", "user.name=T", ...args]);
  const verify = async () => {
    const program = join(verified, ".github/actions/bundle/cli.mjs");
    const options = { cwd: verified };
    const { output } = await spawn(process.execPath, [program, "verify", "../record.json"], options).catch(
      (error: SubprocessError) => error,
    );
    return output;
  };
  await writeFile(join(repositories.folder, "record.json"), recordText(record));
  await git(repositories.folder, "clone", "--quiet", repositories.base, teacher);
  await git(teacher, "fetch", "--quiet", "origin", "refs/pull/1/head");
  await git(teacher, "worktree", "add", "--quiet", "--detach", verified, record.trusted.sha);
  expect(await verify()).toContain("✗ submission labs/self-healing/exercise\n");

  await git(verified, "restore", "--source", record.sha, EXERCISE);
  expect((await verify()).split("\n").at(-2)).toBe("Labs, submission and grader are those of the report.");
  await writeFile(join(verified, ".github/actions/bundle/more.mjs"), "");
  expect(await verify()).toContain("✗ grader     .github/actions/bundle\n");
});

it("nothing is signed unless the repository's owner says so", async () => {
  const school = await sampleSchool({ CHECKRIDE_ATTEST: "no" });
  onTestFinished(school.close);
  const jobs = await school.push((fork) => writeFile(join(fork, EXERCISE, "deployment.yaml"), "a: 1\n"));
  expect(Object.keys(jobs)).toEqual(["grade", "report"]);
});
