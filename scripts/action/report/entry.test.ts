import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { outputsIn } from "#action/testing/runner/run-workflow.ts";
import { type SampleClass, sampleClass } from "#action/testing/sample-class.ts";
import { graderDigest, OWN_FOLDER } from "#github/grader-digest.ts";
import { workflowRunEvent } from "#github/testing/workflow-run-event.ts";
import { readRecord, recordText } from "#reporters/pull-request/record.ts";

const ENTRY = fileURLToPath(new URL("../report.ts", import.meta.url));

let sample: SampleClass;
let folder: string;
beforeEach(async () => {
  sample = await sampleClass();
  folder = mkdtempSync(join(tmpdir(), "checkride-entry-"));
  const grader = { digest: await graderDigest(OWN_FOLDER) };
  await sample.upload({ version: 1, verdicts: [{ ...sample.verdict(), grader }] });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await sample.close();
});

/** Runs the action as GitHub's runner does; what it writes, and its exit code. */
async function runEntry(environment: NodeJS.ProcessEnv = {}): Promise<{ output: string; code: number | null }> {
  const path = join(folder, "event.json");
  writeFileSync(path, JSON.stringify(workflowRunEvent(sample.github.state, sample.run)));
  writeFileSync(join(folder, "output"), "");
  const env = {
    PATH: process.env["PATH"],
    GITHUB_EVENT_PATH: path,
    GITHUB_EVENT_NAME: "workflow_run",
    GITHUB_API_URL: sample.github.url,
    GITHUB_WORKSPACE: dirname(sample.labs),
    GITHUB_SHA: "e".repeat(40),
    GITHUB_OUTPUT: join(folder, "output"),
    INPUT_TOKEN: "secret-token",
    ...environment,
  };
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [ENTRY], { env }, (_, stdout, stderr) =>
      resolve({ output: stdout + stderr, code: child.exitCode }),
    );
  });
}

/** What the action gives to later steps. */
const outputs = () => outputsIn(readFileSync(join(folder, "output"), "utf8"));

it("reports as an action, and says it in the job", async () => {
  expect(await runEntry()).toMatchInlineSnapshot(`
    {
      "code": 0,
      "output": "::notice::Reported on pull request 7: 7 of 10 points: 1 check failed
    ",
    }
  `);
  expect(sample.github.state.comments).toHaveLength(1);
  expect(sample.github.problems).toEqual([]);
});

it("gives the name and the digest of the record that stands in the report, for whoever signs it", async () => {
  await runEntry();
  const record = readRecord(sample.github.state.checkRuns[0]?.output.summary)!;
  expect(record.trusted).toEqual({ sha: "e".repeat(40), grader: await graderDigest(OWN_FOLDER) });
  const digest = createHash("sha256").update(recordText(record)).digest("hex");
  expect(outputs()).toEqual({ record: `7-${record.sha.slice(0, 7)}.json`, digest: `sha256:${digest}` });
});

it("gives no record to sign where nothing was graded", async () => {
  sample.push({ "README.md": "mine\n" });
  expect((await runEntry()).output).toContain("Not graded: protected files changed");
  expect(outputs()).toEqual({});
});

it("fails the job with what to do where the token may not write", async () => {
  sample.github.state.writes = [];
  expect(await runEntry()).toMatchInlineSnapshot(`
    {
      "code": 1,
      "output": "::error::GitHub did not do \`POST /repos/school/labs/check-runs\`: 403 Resource not accessible by integration - https://docs.github.com/rest Next: let workflows write: Settings → Actions → General → Workflow permissions → Read and write permissions. A new fork starts with reading alone. Then run this job again.
    ",
    }
  `);
});

it("runs on no other event", async () => {
  expect(await runEntry({ GITHUB_EVENT_NAME: "pull_request_target" })).toMatchInlineSnapshot(`
    {
      "code": 1,
      "output": "::error::The report runs on workflow_run alone, and this is pull_request_target.
    ",
    }
  `);
  expect(sample.github.requests).toEqual([]);
});

it("writes nothing of a learner's and no token into the log", async () => {
  const name = "##[error]labs ::set-output name=x::y";
  sample.push({ [name]: "", "labs/web/exercise/web.yaml": "" });
  sample.pull.head.ref = sample.run.branch = "x::error::y##[error]z";
  const { output } = await runEntry();
  expect(output).toMatchInlineSnapshot(`
    "::notice::Reported on pull request 7: Not graded: protected files changed
    "
  `);
});
