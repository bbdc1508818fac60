import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ask } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab/lab.ts";
import type { CorpusCase } from "#core/proof.ts";
import { courseAt, withLabs } from "#course/course.ts";
import { testLab } from "#testing/simulated-grade.ts";
import { askProblems, sentencesOf } from "./asks.ts";

const web = { apiVersion: "v1", kind: "Pod", name: "web" };
const running = { object: web, satisfies: "object.status.phase == 'Running'" };
const lab = testLab({ kinds: ["v1/Pod"], objects: [web] }, [
  { id: "runs", ...running },
  { id: "stays", ...running },
  { id: "serves", ...running },
]);

const brief = `Some words.

- first
- second

## Your task

Change it so that

1. the Pod **runs**,
   and goes on,
2. it serves.

## After that

1. Rest.
`;

let labs = "";
beforeAll(async () => {
  labs = await mkdtemp(join(tmpdir(), "checkride-"));
  await mkdir(join(labs, "test"));
  await writeFile(join(labs, "test", "README.md"), brief);
});
afterAll(() => rm(labs, { recursive: true }));

const asking = (...asks: Ask[]): Lab => ({ ...lab, file: { ...lab.file, asks } });
const breaks = (name: string, ...checks: string[]): CorpusCase => ({
  name,
  files: [],
  expectation: { outcome: "fail", checks },
});
const problems = (asks: Ask[], ...cases: CorpusCase[]) =>
  askProblems(asking(...asks), cases, withLabs(courseAt("."), labs));

const runs: Ask = { say: "the Pod **runs**, and goes on,", checks: ["runs", "stays"] };
const serves: Ask = { say: "it serves.", checks: ["serves"] };

it("reads the sentences of the first numbered list as they are written", () => {
  expect(sentencesOf(brief)).toEqual(["the Pod **runs**, and goes on,", "it serves."]);
  expect(sentencesOf("No list.")).toEqual([]);
});

it("has nothing to say where each sentence is broken alone, by a mistake or a lure", async () => {
  expect(await problems([runs, serves], breaks("mistakes/a", "stays"), breaks("lures/b", "serves"))).toEqual([]);
});

it("names a sentence that is not the brief's, and one that the brief or the lab file lacks", async () => {
  const broken = [breaks("mistakes/a", "stays"), breaks("lures/b", "serves")];
  expect(await problems([{ ...runs, say: "the Pod runs," }, serves], ...broken)).toMatchInlineSnapshot(`
    [
      "Sentence 1 of \`asks\` is not the one of README.md: "the Pod runs,", and there "the Pod **runs**, and goes on,"",
    ]
  `);
  expect(await problems([{ say: "it serves.", checks: ["runs", "stays", "serves"] }], ...broken))
    .toMatchInlineSnapshot(`
    [
      "The first numbered list of README.md has 2 items, and \`asks\` has 1.",
    ]
  `);
});

it("names a check that no sentence asks for", async () => {
  expect(
    await problems([{ ...runs, checks: ["runs"] }, serves], breaks("mistakes/a", "runs"), breaks("lures/b", "serves")),
  ).toMatchInlineSnapshot(`
    [
      "No sentence of \`asks\` has the check stays: the brief does not ask for it.",
    ]
  `);
});

it("names a sentence that nothing breaks alone", async () => {
  const both = breaks("mistakes/both", "runs", "serves");
  const refused: CorpusCase = { name: "mistakes/c", files: [], expectation: { outcome: "refused", issues: ["x"] } };
  expect(await problems([runs, serves], breaks("mistakes/a", "runs", "stays"), both, refused)).toMatchInlineSnapshot(`
    [
      "No mistake and no lure breaks only sentence 2 of \`asks\`: "it serves."",
    ]
  `);
});
