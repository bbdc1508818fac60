import { readdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NODE_IMAGE } from "#clusters/kind/node-image.ts";
import { commandRun } from "#commands/testing/command-run.ts";
import { memoryStore, type MemoryStore } from "#github/testing/git-store.ts";
import { type FakeGitHub, startFakeGitHub } from "#github/testing/server.ts";
import { type FakeCheckRun, type FakePull, type FakeRepository, newState } from "#github/testing/state.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { hiddenRecord } from "#reporters/pull-request/record.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, checkrideProcess, path } = commandRun();
const DIGEST = `sha256:${"b".repeat(64)}`;
const GRADER = `sha256:${"d".repeat(64)}`;
const MAIN = "c".repeat(40);
let git: MemoryStore;
let github: FakeGitHub;

beforeEach(async () => {
  git = memoryStore();
  github = await startFakeGitHub({ ...newState(), git, branches: { main: git.add({}) } });
});
afterEach(async () => {
  await github.close();
});

/** A pull request from the learner's fork, with as many commits; gives their SHAs. */
function open(login: string, commits = 1, from?: FakeRepository): string[] {
  const { state } = github;
  const user = { id: 1000 + state.pulls.length, login, type: "User" as const };
  const repository = from ?? { id: user.id, name: "labs", owner: user };
  const base = state.branches["main"]!;
  const shas: string[] = [];
  for (let index = 0; index < commits; index += 1)
    shas.push(git.add({ "a.yaml": `${login} ${index}` }, shas.at(-1) ?? base));
  const number = state.pulls.length + 1;
  const head = { repository, ref: "main", sha: shas.at(-1)! };
  state.pulls.push({ number, state: "open", user, head, base: { ref: "main", sha: base } } satisfies FakePull);
  return shas;
}

/** A report as report.yml writes it, of the newest pull request. */
function report(
  sha: string,
  own: Partial<ReportRecord> = {},
  run: Partial<FakeCheckRun> = {},
  summary = (hidden: string) => `${hidden}\n\nWords.`,
): void {
  const { state } = github;
  const lab = {
    id: "self-healing",
    status: "fail" as const,
    points: 7,
    of: 12,
    preview: false,
    lab: DIGEST,
    submission: DIGEST,
    image: NODE_IMAGE,
  };
  const record: ReportRecord = {
    version: 1,
    run: 1,
    attempt: 1,
    created: "2026-11-22T12:00:00Z",
    pull: state.pulls.length,
    sha,
    trusted: { sha: MAIN, grader: GRADER },
    verified: true,
    status: "fail",
    points: 7,
    of: 12,
    labs: [lab],
    ...own,
  };
  state.checkRuns.push({
    id: (state.next += 1),
    name: "Checkride",
    head_sha: sha,
    external_id: "checkride/1/1",
    status: "completed",
    conclusion: "failure",
    details_url: null,
    output: { title: "7 of 12 points", summary: summary(hiddenRecord(record)), text: null },
    annotations: [],
    app: "github-actions",
    completed_at: "2026-11-22T12:05:00Z",
    ...run,
  });
}

const gradebook = (...args: string[]): Promise<string> => gradebookBy(checkride, ...args);

async function gradebookBy(run: typeof checkride, ...args: string[]): Promise<string> {
  const env = { GITHUB_API_URL: github.url, GH_TOKEN: "token", GITHUB_TOKEN: "" };
  const said = await run(["gradebook", "school/labs", ...args], env);
  return said.replaceAll(/\b([0-9a-f]{4})([0-9a-f]{36}|[0-9a-f]{60})\b/g, "$1");
}

it("says what each learner has, and how far it can be believed", async () => {
  const lab = { preview: false, lab: DIGEST, submission: DIGEST };
  report(open("ada")[0]!);
  report(open("Grace")[0]!, {
    status: "pass",
    labs: [
      { id: "self-healing", status: "pass", points: 12, of: 12, ...lab },
      { id: "health-probes", status: "pass", points: 10, of: 10, ...lab, preview: true },
    ],
  });
  report(open("eve")[0]!, { status: "refused", refusal: "protected-files", labs: [] });
  report(open("joan")[0]!, { status: "refused", refusal: "no-grades", labs: [] });
  report(open("katherine", 2)[0]!);
  report(open("insider", 1, github.state.repository)[0]!);
  report(open("own-fork")[0]!, { verified: false });
  open("waiting");
  expect(await gradebookBy(checkrideProcess)).toMatchInlineSnapshot(`
    "Reading pull request 1 of 8
    Reading pull request 2 of 8
    Reading pull request 3 of 8
    Reading pull request 4 of 8
    Reading pull request 5 of 8
    Reading pull request 6 of 8
    Reading pull request 7 of 8
    Reading pull request 8 of 8
    9 lines: 1 none; 1 preview; 1 refused; 1 stale; 1 tampered; 2 unverified; 2 verified
    learner,lab,points,of,status,standing,late,reason,pull request,commit,time,submission,lab digest,main branch,grader,node image
    ada,self-healing,7,12,fail,verified,,,https://github.com/school/labs/pull/1,c2be,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,kindest/node:v1.37.0@sha256:a1ed
    eve,,,,refused,tampered,,protected-files,https://github.com/school/labs/pull/3,db2b,2026-11-22T12:00:00Z,,,,,
    Grace,health-probes,10,10,pass,preview,,,https://github.com/school/labs/pull/2,8955,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,
    Grace,self-healing,12,12,pass,verified,,,https://github.com/school/labs/pull/2,8955,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,
    insider,self-healing,7,12,fail,unverified,,,https://github.com/school/labs/pull/6,557d,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,kindest/node:v1.37.0@sha256:a1ed
    joan,,,,refused,refused,,no-grades,https://github.com/school/labs/pull/4,8d40,2026-11-22T12:00:00Z,,,,,
    katherine,self-healing,7,12,fail,stale,,,https://github.com/school/labs/pull/5,118b,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,kindest/node:v1.37.0@sha256:a1ed
    own-fork,self-healing,7,12,fail,unverified,,,https://github.com/school/labs/pull/7,5b79,2026-11-22T12:00:00Z,sha256:bbbb,sha256:bbbb,cccc,sha256:dddd,kindest/node:v1.37.0@sha256:a1ed
    waiting,,,,none,none,,,https://github.com/school/labs/pull/8,12b9,,,,,,
    exit 0"
  `);
  expect(github.problems).toEqual([]);
});

it("takes the newest run's report on the newest commit, and knows what came late", async () => {
  const [first, second] = open("ada", 2);
  report(first!, { points: 12 });
  report(second!, { run: 7, created: "2026-12-01T17:00:01Z" });
  report(second!, { run: 7, attempt: 2, created: "2026-12-01T17:00:01Z", labs: [], status: "error" });
  report(second!, { run: 6, attempt: 9 });
  const late = async (deadline: string) => (await gradebook("--deadline", deadline)).split("\n").slice(2).join("\n");
  expect(await late("2026-12-01T18:00+01:00")).toMatchInlineSnapshot(`
    "learner,lab,points,of,status,standing,late,reason,pull request,commit,time,submission,lab digest,main branch,grader,node image
    ada,,,,error,verified,yes,,https://github.com/school/labs/pull/1,d24f,2026-12-01T17:00:01Z,,,,,
    exit 0"
  `);
  expect(await gradebook("--deadline", "2026-12-01")).toContain("1 line: 1 without a verdict\n");
});

it("believes no check run of another app, of another name, about something else, or whose record it did not write", async () => {
  const forged: [Partial<ReportRecord>, Partial<FakeCheckRun>, ((record: string) => string)?][] = [
    [{}, { app: "mallorys-app" }],
    [{}, { name: "Checkride " }],
    [{ pull: 77 }, {}],
    [{ sha: "c".repeat(40) }, {}],
    [{}, {}, (record) => `A learner's words\n${record}`],
    [{}, {}, (record) => record.replace('"version":1', '"version":1,"bonus":5')],
    [{}, {}, () => "12 of 12 points"],
  ];
  for (const [record, run, summary] of forged) report(open("mallory")[0]!, record, run, summary);
  const lines = (await gradebook()).split("\n").filter((line) => line.startsWith("mallory"));
  expect(lines.map((line) => line.split(",").slice(0, 6).join())).toEqual(forged.map(() => "mallory,,,,none,none"));
  report(open("ada")[0]!, {}, {}, (record) => `${record}\n\nmore`);
  expect(await gradebook("--lab", "self-healing")).toContain("1 line: 1 verified\n");
});

it("has one lab alone, and Classroom 50's file", async () => {
  report(open("ada")[0]!);
  report(open("grace")[0]!, { status: "refused", refusal: "protected-files", labs: [] });
  expect(await gradebook("--lab", "other")).toContain("0 lines\n");
  expect(await gradebook("--format", "classroom50", "--lab", "self-healing")).toMatchInlineSnapshot(`
    "Reading pull request 1 of 2
    Reading pull request 2 of 2
    1 line: 1 verified
    {
      "schema": "classroom50/scores/v1",
      "assignments": {
        "self-healing": {
          "type": "individual",
          "entries": [
            {
              "owner": "ada",
              "submissions": [
                {
                  "schema": "classroom50/result/v1",
                  "classroom": "labs",
                  "assignment_type": "individual",
                  "owner": "ada",
                  "submission": "submit/2026-11-22T12-00-00Z-c2bece1",
                  "commit": "https://github.com/school/labs/commit/c2be",
                  "release": "https://github.com/school/labs/runs/1001",
                  "review": "https://github.com/school/labs/pull/1",
                  "datetime": "2026-11-22T12:00:00Z",
                  "score": 7,
                  "max-score": 12,
                  "tests": [
                    {
                      "test-name": "self-healing",
                      "passed": false,
                      "score": 7,
                      "max-score": 12
                    }
                  ]
                }
              ]
            }
          ]
        }
      }
    }
    exit 0"
  `);
});

it("writes the record of each score to a file, to the byte as the report has it", async () => {
  const [ada] = open("ada");
  report(ada!);
  report(open("eve")[0]!, { status: "refused", refusal: "protected-files", labs: [] });
  expect(await gradebook("--output", "scores.csv", "--records", "records")).toContain("exit 0");
  expect(await readdir(path("records"))).toEqual([`1-${ada!.slice(0, 7)}.json`]);
  const text = await readFile(path(`records/1-${ada!.slice(0, 7)}.json`), "utf8");
  expect(github.state.checkRuns[0]!.output.summary).toBe(`<!-- checkride:record ${text} -->\n\nWords.`);
});

it("reads a class of 250 with one request for each pull request", async () => {
  for (let index = 0; index < 250; index += 1) report(open(`learner-${index}`)[0]!);
  expect(await gradebook()).toContain("250 lines: 250 verified\n");
  expect(github.requests).toHaveLength(1 + 3 + 250);
});

describe("explains", () => {
  it("what it was asked wrongly", async () => {
    expect(await checkride(["gradebook", "labs"])).toMatchInlineSnapshot(`
      ""labs" is no repository on GitHub. Next: write it as OWNER/REPO, such as octo-org/kubernetes-labs
      exit 64"
    `);
    expect(await checkride(["gradebook", "school/labs"], { GH_TOKEN: "", GITHUB_TOKEN: "" })).toMatchInlineSnapshot(`
      "GitHub wants to know who asks. Next: GH_TOKEN=$(gh auth token), or a token that may read the repository.
      exit 64"
    `);
    expect(await gradebook("--deadline", "tomorrow")).toMatchInlineSnapshot(`
      ""tomorrow" is no deadline. Next: write a day, such as 2026-12-01 (to its end, UTC), or a time with its offset, such as 2026-12-01T18:00+01:00
      exit 64"
    `);
    expect(await gradebook("--deadline", "2026-02-31")).toContain("is no deadline");
    expect(await gradebook("--deadline", "2026-12-01T18:00")).toContain("is no deadline");
  });

  it("what GitHub refuses", async () => {
    const endpoint = "GET /repos/{owner}/{repo}" as const;
    const refusals: Record<number, string> = {};
    for (const [status, message] of [
      [401, "Bad credentials"],
      [403, "Resource not accessible by personal access token"],
      [404, "Not Found"],
      [410, "Gone"],
    ] as const) {
      github.failures.push({ endpoint, status, message });
      refusals[status] = await gradebook();
    }
    expect(refusals).toMatchInlineSnapshot(`
      {
        "401": "GitHub did not do \`GET /repos/school/labs\`: 401 Bad credentials - https://docs.github.com/rest
      Next: set GH_TOKEN to a token that is valid, such as that of \`gh auth token\`.
      exit 64",
        "403": "GitHub did not do \`GET /repos/school/labs\`: 403 Resource not accessible by personal access token - https://docs.github.com/rest
      Next: wait until the limit of requests is over, or take a token that may read pull requests and checks.
      exit 64",
        "404": "GitHub did not do \`GET /repos/school/labs\`: 404 Not Found - https://docs.github.com/rest
      Next: see whether school/labs is there, and whether the token may read it.
      exit 64",
        "410": "GitHub did not do \`GET /repos/school/labs\`: 410 Gone - https://docs.github.com/rest
      Next: look at https://www.githubstatus.com and try again.
      exit 64",
      }
    `);
  });
});
