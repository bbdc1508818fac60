import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { NODE_IMAGE } from "#clusters/kind/node-image.ts";
import { commandRun, deployment, labFile } from "#commands/testing/command-run.ts";
import type { Verdict } from "#core/generated/verdict.ts";
import { BUNDLE, graderDigest } from "#github/grader-digest.ts";
import type { ReportRecord } from "#reporters/pull-request/generated/report-record.ts";
import { parseRecord, recordText } from "#reporters/pull-request/record.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, checkrideProcess, path } = commandRun();
const lab = () => path("labs/one/lab.yaml");
const exercise = () => path("labs/one/exercise/web.yaml");
const program = () => path(join(BUNDLE, "cli.mjs"));

beforeAll(async () => {
  await mkdir(path(BUNDLE), { recursive: true });
  await writeFile(program(), "// a grader\n");
  // The digests that a grade of these files writes into its verdict.
  const graded = await checkride(["grade", "one", "--format", "json"]);
  const verdict = JSON.parse(graded.slice(graded.indexOf("{"), graded.lastIndexOf("}") + 1)) as Verdict;
  const record: ReportRecord = {
    version: 1,
    run: 500,
    attempt: 1,
    created: "2026-11-22T10:00:00Z",
    pull: 7,
    sha: "a".repeat(40),
    trusted: { sha: "b".repeat(40), grader: await graderDigest(path(BUNDLE)) },
    verified: true,
    status: "pass",
    points: 2,
    of: 2,
    labs: [
      {
        id: "one",
        status: "pass",
        points: 2,
        of: 2,
        preview: false,
        lab: verdict.lab.digest,
        submission: verdict.submission.digest,
        image: NODE_IMAGE,
      },
    ],
  };
  await writeFile(path("7-aaaaaaa.json"), recordText(record));
});

async function verify(run = checkride): Promise<string> {
  const said = await run(["verify", "7-aaaaaaa.json"]);
  return said.replaceAll(/sha256:([0-9a-f]{4})[0-9a-f]{60}/g, "sha256:$1…");
}

it("says that labs, submission, grader and nodes are those of the report", async () => {
  expect(await verify(checkrideProcess)).toMatchInlineSnapshot(`
    "Pull request 7, commit aaaaaaa, main branch at bbbbbbb: 2 of 2 points

    ✓ lab        labs/one  sha256:73eb…
    ✓ submission labs/one/exercise  sha256:3460…
    ✓ node image one  kindest/node:v1.37.0@sha256:a1ed…
    ✓ grader     .github/actions/bundle  sha256:9fa7…

    Labs, submission and grader are those of the report.
    Next: npm run grade -- one --cluster kind must give 2 of 2 points again.
    exit 0"
  `);
});

it("says what differs, and how to get what was graded", async () => {
  await writeFile(exercise(), `${deployment}# more\n`);
  await writeFile(lab(), labFile.replace("points: 2", "points: 20"));
  await writeFile(program(), "// another grader\n");
  expect(await verify()).toMatchInlineSnapshot(`
    "Pull request 7, commit aaaaaaa, main branch at bbbbbbb: 2 of 2 points

    ✗ lab        labs/one
        graded sha256:73eb…
        here   sha256:ebc6…
    ✗ submission labs/one/exercise
        graded sha256:3460…
        here   sha256:b8ef…
    ✓ node image one  kindest/node:v1.37.0@sha256:a1ed…
    ✗ grader     .github/actions/bundle
        graded sha256:9fa7…
        here   sha256:4f41…

    This is not what the report is about.
    Next: git checkout bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb gives the labs and the grader, then git restore --source aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa labs/one/exercise the submission.
    exit 1"
  `);
  await rm(path("labs/one"), { recursive: true });
  await rm(path(BUNDLE), { recursive: true });
  await mkdir(path("labs/two"));
  expect(await verify()).toMatchInlineSnapshot(`
    "Pull request 7, commit aaaaaaa, main branch at bbbbbbb: 2 of 2 points

    ✗ lab        labs/one
        graded sha256:73eb…
        here   nothing
    ✗ submission labs/one/exercise
        graded sha256:3460…
        here   nothing
    ✓ node image one  kindest/node:v1.37.0@sha256:a1ed…
    ✗ grader     .github/actions/bundle
        graded sha256:9fa7…
        here   nothing

    This is not what the report is about.
    Next: git checkout bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb gives the labs and the grader, then git restore --source aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa labs/one/exercise the submission.
    exit 1"
  `);
});

it("takes nothing but records of a grade", async () => {
  const record = parseRecord(await readFile(path("7-aaaaaaa.json"), "utf8"));
  await writeFile(path("refused.json"), recordText({ ...record!, labs: [], refusal: "lab-changed" }));
  expect(await checkride(["verify", "refused.json"])).toMatchInlineSnapshot(`
    "refused.json is about no lab: nothing was graded, so there is nothing to verify. Next: name the record of a grade.
    exit 64"
  `);
  expect(await checkride(["verify", "none.json"])).toMatchInlineSnapshot(`
    "There is no file none.json. Next: npm run checkride -- gradebook OWNER/REPO --records FOLDER writes records.
    exit 64"
  `);
  await writeFile(path("other.json"), '{"version":1,"points":100}');
  expect(await checkride(["verify", "other.json"])).toMatchInlineSnapshot(`
    "other.json is no record of a report. Next: npm run checkride -- gradebook OWNER/REPO --records FOLDER writes records.
    exit 64"
  `);
});
