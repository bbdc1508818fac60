import { afterEach, beforeEach, expect, it } from "vitest";
import { type SampleClass, sampleClass } from "#action/testing/sample-class.ts";
import { apiErrorWords } from "#github/api-error-words.ts";
import { asApiError } from "#github/api-error.ts";
import type { Endpoint } from "#github/testing/endpoints.ts";

const CREATE_CHECK: Endpoint = "POST /repos/{owner}/{repo}/check-runs";
const CREATE_COMMENT: Endpoint = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const GET_PULL: Endpoint = "GET /repos/{owner}/{repo}/pulls/{pull_number}";

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
  await sample.upload();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

/** What the job says when the report throws. */
async function failure(): Promise<string> {
  try {
    return `no failure: ${await sample.report()}`;
  } catch (error) {
    const known = asApiError(error);
    return known ? apiErrorWords(known) : String(error);
  }
}

const count = () => [sample.github.state.checkRuns.length, sample.github.state.comments.length];

it("names the setting where the token of a new fork may not write", async () => {
  sample.github.state.writes = [];
  expect(await failure()).toMatchInlineSnapshot(`
    "GitHub did not do \`POST /repos/school/labs/check-runs\`: 403 Resource not accessible by integration - https://docs.github.com/rest
    Next: let workflows write: Settings → Actions → General → Workflow permissions → Read and write permissions. A new fork starts with reading alone. Then run this job again."
  `);
  expect(count()).toEqual([0, 0]);
});

it("has written the check run where only the comment is refused", async () => {
  sample.github.failures = [
    { endpoint: CREATE_COMMENT, status: 403, message: "Unable to create comment because issue is locked." },
  ];
  expect(await failure()).toMatchInlineSnapshot(`
    "GitHub did not do \`POST /repos/school/labs/issues/7/comments\`: 403 Unable to create comment because issue is locked. - https://docs.github.com/rest
    Next: see whether the pull request is locked or the repository archived, then run this job again."
  `);
  expect(count()).toEqual([1, 0]);
});

it("says what to do after each refusal", async () => {
  const said: string[] = [];
  const refusals = {
    401: "Bad credentials",
    404: "Not Found",
    409: "Conflict",
    410: "Gone",
    422: "Invalid",
    418: "A teapot",
  };
  for (const [status, message] of Object.entries(refusals)) {
    sample.github.failures = [{ endpoint: CREATE_CHECK, status: Number(status), message }];
    said.push(await failure());
  }
  expect(count()).toEqual([0, 0]);
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "GitHub did not do \`POST /repos/school/labs/check-runs\`: 401 Bad credentials - https://docs.github.com/rest
    Next: the token is not valid (any more): run the job again, so that it gets a new one.
    GitHub did not do \`POST /repos/school/labs/check-runs\`: 404 Not Found - https://docs.github.com/rest
    Next: see whether it is still there, and whether report.yml grants the permissions that it came with.
    GitHub did not do \`POST /repos/school/labs/check-runs\`: 409 Conflict - https://docs.github.com/rest
    Next: something else changed it at the same time: run this job again.
    GitHub did not do \`POST /repos/school/labs/check-runs\`: 410 Gone - https://docs.github.com/rest
    Next: it was deleted, or is switched off in the repository's settings.
    GitHub did not do \`POST /repos/school/labs/check-runs\`: 418 A teapot - https://docs.github.com/rest
    Next: run this job again; if it stays so, please report it with this message.
    GitHub did not do \`POST /repos/school/labs/check-runs\`: 422 Invalid - https://docs.github.com/rest
    Next: GitHub found the request wrong, which is a fault of Checkride: please report it with this message."
  `);
});

it("reads again where GitHub's servers fail, up to three times", async () => {
  sample.github.failures = [{ endpoint: GET_PULL, status: 502, times: 3 }];
  expect(await failure()).toMatch(/^no failure/);
  sample.github.failures = [{ endpoint: GET_PULL, status: 502, times: 4 }];
  expect(await failure()).toMatchInlineSnapshot(`
    "GitHub did not do \`GET /repos/school/labs/pulls/7\`: 502 Server Error - https://docs.github.com/rest
    Next: look at https://www.githubstatus.com and run this job again."
  `);
});

it("waits as long as GitHub asks, and not longer than a minute", async () => {
  sample.github.failures = [
    { endpoint: CREATE_CHECK, status: 429, message: "Too many", headers: { "retry-after": "7" } },
    { endpoint: CREATE_COMMENT, status: 403, message: "You have exceeded a secondary rate limit." },
  ];
  expect(await failure()).toMatch(/^no failure/);
  expect(sample.waits).toEqual([7000, 60_000]);
  expect(count()).toEqual([1, 1]);

  sample.github.failures = [
    { endpoint: GET_PULL, status: 429, message: "Too many", headers: { "retry-after": "600" } },
  ];
  expect(await failure()).toMatchInlineSnapshot(`
    "GitHub did not do \`GET /repos/school/labs/pulls/7\`: 429 Too many - https://docs.github.com/rest
    Next: the limit of requests is reached: run this job again in 10 minutes."
  `);
});

it("says when the hour's limit of requests ends", async () => {
  sample.github.state.remaining = 5;
  expect(await failure()).toMatchInlineSnapshot(`
    "GitHub did not do \`GET /repos/school/labs/git/trees/5b6522d9900ca13ca272b2e095b77665d1f02d72\`: 403 API rate limit exceeded for installation. - https://docs.github.com/rest
    Next: the limit of requests is reached: run this job again in 30 minutes."
  `);
});

it("writes a comment once although GitHub failed after writing it", async () => {
  sample.github.failures = [{ endpoint: CREATE_COMMENT, status: 502, done: true }];
  expect(await failure()).toMatch(/^no failure/);
  expect(count()).toEqual([1, 1]);
});

it("writes a check run once although GitHub failed after writing it", async () => {
  sample.github.failures = [{ endpoint: CREATE_CHECK, status: 500, done: true }];
  expect(await failure()).toMatch(/^no failure/);
  expect(count()).toEqual([1, 1]);
});

it("fails where the artifact's storage does not have it", async () => {
  sample.github.before = (endpoint) => {
    if (endpoint.includes("git/trees")) sample.github.storage.down = true;
  };
  expect(await failure()).toMatchInlineSnapshot(`
    "Error: GitHub's storage did not give the artifact 1001: status 503.
    Next: run this job again."
  `);
  expect(count()).toEqual([0, 0]);
});

it("fails with the cause where GitHub cannot be reached", async () => {
  await sample.github.close();
  expect(await failure()).toMatch(/^GitHub did not do `GET \/repos\/school\/labs\/pulls`: 500 connect ECONNREFUSED/);
});
