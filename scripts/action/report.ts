import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { getInput, notice, setOutput } from "@actions/core";
import { context } from "@actions/github";
import { courseAt } from "#course/course.ts";
import { apiErrorWords } from "#github/api-error-words.ts";
import { asApiError } from "#github/api-error.ts";
import { openGitHub } from "#github/github.ts";
import { graderDigest, OWN_FOLDER } from "#github/grader-digest.ts";
import { recordName, recordText } from "#reporters/pull-request/record.ts";
import type { WorkflowRunEvent } from "./report/grade-run.ts";
import { report } from "./report/report.ts";
import { runAction } from "./run-action.ts";

await runAction(async (signal) => {
  if (context.eventName !== "workflow_run")
    throw new Error(`The report runs on workflow_run alone, and this is ${context.eventName}.`);
  const github = openGitHub({
    token: getInput("token", { required: true }),
    baseUrl: context.apiUrl,
    wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
  });
  const course = courseAt(process.env["GITHUB_WORKSPACE"] ?? ".");
  try {
    const trusted = { sha: context.sha, grader: await graderDigest(OWN_FOLDER) };
    const event = context.payload as unknown as WorkflowRunEvent;
    const { words, record } = await report({ github, event, course, trusted });
    if (record) {
      setOutput("record", recordName(record));
      setOutput("digest", `sha256:${createHash("sha256").update(recordText(record)).digest("hex")}`);
    }
    notice(words);
  } catch (error) {
    const failure = asApiError(error);
    throw failure ? new Error(apiErrorWords(failure)) : error;
  }
});
