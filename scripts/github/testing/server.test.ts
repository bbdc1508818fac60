import { afterEach, beforeEach, expect, it } from "vitest";
import { openGitHub } from "#github/github.ts";
import { answerProblems, completeAnswer } from "./contract.ts";
import { type MemoryStore, memoryStore } from "./git-store.ts";
import { type FakeGitHub, startFakeGitHub } from "./server.ts";
import { newState } from "./state.ts";

let fake: FakeGitHub;
let git: MemoryStore;
beforeEach(async () => {
  git = memoryStore();
  fake = await startFakeGitHub(newState(git));
});
afterEach(async () => {
  await fake.close();
});

const at = { owner: "school", repo: "labs" };
const open = () => openGitHub({ token: "secret", baseUrl: fake.url, wait: async () => undefined });

it("tells requests that GitHub does not describe: endpoints, parameters, keys and types", async () => {
  const github = open();
  await github.request("GET /repos/{owner}/{repo}/branches", at).catch(() => undefined);
  await github.request("GET /repos/{owner}/{repo}/pulls", { ...at, state: "merged" as "open", sorting: "up" });
  await github
    .request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...at, pull_number: "seven" as never })
    .catch(() => undefined);
  await github.request("POST /repos/{owner}/{repo}/check-runs", { ...at, name: "x" } as never).catch(() => undefined);
  await github
    .request("POST /repos/{owner}/{repo}/check-runs", {
      ...at,
      name: "x",
      head_sha: git.add({}),
      conclusions: "success",
      output: { title: "x", summary: "x".repeat(65_536) },
    })
    .catch(() => undefined);
  expect(fake.problems).toMatchInlineSnapshot(`
    [
      "no such endpoint: GET /repos/school/labs/branches",
      "GET /repos/{owner}/{repo}/pulls: query parameter state must be equal to one of the allowed values",
      "GET /repos/{owner}/{repo}/pulls: query parameter sorting is not known",
      "GET /repos/{owner}/{repo}/pulls/{pull_number}: path parameter pull_number must be integer",
      "POST /repos/{owner}/{repo}/check-runs: body must have required property 'head_sha'",
      "POST /repos/{owner}/{repo}/check-runs: key conclusions of the body is not known",
      "POST /repos/{owner}/{repo}/check-runs: body/output/summary must NOT have more than 65535 characters",
    ]
  `);
});

it("answers as GitHub describes it, and tells where it would not", () => {
  const endpoint = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const answer = completeAnswer(endpoint, 200, { number: 7 }) as { number: unknown; head: unknown };
  expect(answerProblems(endpoint, 200, answer)).toEqual([]);
  expect(answer.number).toBe(7);
  expect(answerProblems(endpoint, 200, { ...answer, number: "7" })).toMatchInlineSnapshot(`
    [
      "answer 200/number must be integer",
    ]
  `);
  expect(answerProblems(endpoint, 200, { ...answer, head: {} })).toMatchInlineSnapshot(`
    [
      "answer 200/head must have required property 'label'",
    ]
  `);
  expect(answerProblems(endpoint, 299, answer)).toMatchInlineSnapshot(`
    [
      "status 299 is not described",
    ]
  `);
});

it("gives lists page by page", async () => {
  const user = fake.state.repository.owner;
  for (let id = 0; id < 205; id += 1) fake.state.comments.push({ id, pull: 7, user, body: String(id) });
  const github = open();
  const { data, headers } = await github.rest.issues.listComments({ ...at, issue_number: 7 });
  expect(data).toHaveLength(30);
  expect(headers.link?.replaceAll(fake.url, "")).toMatchInlineSnapshot(
    `"</repos/school/labs/issues/7/comments?page=2>; rel="next", </repos/school/labs/issues/7/comments?page=7>; rel="last""`,
  );
  const all = await github.paginate(github.rest.issues.listComments, { ...at, issue_number: 7, per_page: 100 });
  expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, id) => String(id)));
});

it("refuses other tokens, other repositories, and writing without the right to it", async () => {
  const comment = { ...at, issue_number: 7, body: "x" };
  fake.state.writes = ["checks"];
  const refusals = await Promise.all(
    [
      open().rest.repos.get({ ...at, repo: "other" }),
      open().rest.issues.createComment(comment),
      fetch(`${fake.url}/repos/school/labs`).then(({ status }) => Promise.reject(new Error(String(status)))),
    ].map((request) =>
      request.then(
        () => "done",
        (error: Error) => error.message,
      ),
    ),
  );
  expect(refusals).toMatchInlineSnapshot(`
    [
      "Not Found - https://docs.github.com/rest",
      "Resource not accessible by integration - https://docs.github.com/rest",
      "401",
    ]
  `);
});

it("lists what changed between two commits, as GitHub does", async () => {
  const before = git.add({ a: "a", b: "b", c: "c", d: "d" });
  const after = git.add({ a: "A", moved: "b", c: { mode: "100755", content: "c" }, e: "e" }, before);
  const { data } = await open().rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${before}...${after}` });
  const files = data.files?.map(({ filename, status, previous_filename: from = "" }) =>
    `${status} ${filename} ${from}`.trim(),
  );
  expect(files).toMatchInlineSnapshot(`
    [
      "modified a",
      "modified c",
      "removed d",
      "added e",
      "renamed moved b",
    ]
  `);
  expect(data.merge_base_commit.sha).toBe(before);
});
