import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import spawn from "nano-spawn";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { changedLabs as changedHere } from "#commands/grade/changed-labs.ts";
import { courseAt } from "#course/course.ts";
import { labNames } from "#course/labs.ts";
import {
  changedExercises,
  exerciseDigests,
  foreignDigests,
  SHIPPED_FILE,
  shippedText,
} from "#course/shipped-exercises.ts";
import { openGitHub } from "#github/github.ts";
import { startFakeGitHub } from "#github/testing/server.ts";
import { newState } from "#github/testing/state.ts";
import { changedLabs } from "./grade/changed-labs.ts";
import type { GradeRun, Home } from "./report/grade-run.ts";
import { readChanges } from "./report/pull-request/changes.ts";
import { handedIn } from "./report/pull-request/submitted-files.ts";
import { tamperGate } from "./report/pull-request/tamper-gate.ts";
import { gitFolderStore } from "./testing/runner/git-folder-store.ts";
import { LAB, LEARNER } from "./testing/sample-class.ts";

/* Grade, report and command line say for the same commits which labs somebody worked on. */

const EXERCISE = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";
const WORK = `${EXERCISE}  labels: { app: web }\n`;
const NEWER = `${EXERCISE}  labels: {}\n`;

let folder = "";
const base = () => join(folder, "base");
const fork = () => join(folder, "fork");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkride-changed-"));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  await mkdir(base());
  await git(base(), "init", "--quiet");
  for (const lab of ["one", "two"]) await addLab(lab);
  await ship();
  await git(folder, "clone", "--quiet", base(), fork());
});

async function git(at: string, ...args: string[]): Promise<string> {
  const settings = ["user.name=Test", "user.email=test@example.com", "init.defaultBranch=main", "core.autocrlf=false"];
  return (await spawn("git", ["-C", at, ...settings.flatMap((setting) => ["-c", setting]), ...args])).stdout;
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function addLab(lab: string): Promise<void> {
  await write(base(), `labs/${lab}/lab.yaml`, LAB);
  await write(base(), `labs/${lab}/exercise/web.yaml`, EXERCISE);
}

/** Commits the labs of the class's repository with their record, as `npm run generate` writes it. */
async function ship(): Promise<void> {
  await write(base(), `labs/${SHIPPED_FILE}`, shippedText(await exerciseDigests(courseAt(base()))));
  await commit(base());
}

async function commit(at: string): Promise<void> {
  await git(at, "add", ".");
  await git(at, "commit", "--quiet", "--message", "Change");
}

/** What each of the three says of the fork's work, by labs. */
async function said(): Promise<{ grade: string[]; report: string[]; commandLine: string[] }> {
  await commit(fork());
  await git(base(), "fetch", "--quiet", fork(), "+main:refs/pull/1/head");
  const [main = "", head = ""] = await Promise.all(
    ["main", "refs/pull/1/head"].map((name) => git(base(), "rev-parse", name)),
  );
  const graded = await changedLabs(base(), fork());
  const commandLine = await changedHere(courseAt(fork()));
  return { grade: graded.map(({ lab }) => lab.id), report: await reported(main, head), commandLine };
}

async function reported(main: string, head: string): Promise<string[]> {
  const state = { ...newState(), git: gitFolderStore(base()) };
  state.branches["main"] = main;
  state.pulls.push({
    number: 1,
    state: "open",
    user: LEARNER.owner,
    head: { repository: LEARNER, ref: "main", sha: head },
    base: { ref: "main", sha: main },
  });
  const fake = await startFakeGitHub(state);
  onTestFinished(() => fake.close());
  const github = openGitHub({ token: "secret", baseUrl: fake.url, wait: async () => undefined });
  const home = { id: 1, owner: "school", repo: "labs", defaultBranch: "main" } satisfies Home;
  const pull = { number: 1, baseSha: main, verified: true };
  const read = await readChanges(github, home, { sha: head } as GradeRun, pull);
  if ("refusal" in read) throw new Error(read.refusal.code);
  const course = courseAt(base());
  const gate = tamperGate(read.changes, await labNames(course));
  if ("refusal" in gate) throw new Error(`${gate.refusal.code} ${gate.refusal.details.join(" ")}`);
  const found = await Array.fromAsync(
    handedIn(github, { owner: "school", repo: "labs" }, read.changes.tree, { touched: gate.labs, course }),
  );
  expect(fake.problems).toEqual([]);
  return found.map(({ lab }) => lab);
}

const all = (...labs: string[]) => ({ grade: labs, report: labs, commandLine: labs });
const work = async (lab: string) => await write(fork(), `labs/${lab}/exercise/web.yaml`, WORK);

it("a lab with other files in its exercise is work", async () => {
  await work("two");
  expect(await said()).toEqual(all("two"));
});

it("other line ends are no work, and take no other lab's grade away", async () => {
  await work("one");
  await write(fork(), "labs/two/exercise/web.yaml", EXERCISE.replaceAll("\n", "\r\n"));
  expect(await said()).toEqual(all("one"));
});

it("a file that does not count is no work", async () => {
  await work("one");
  await write(fork(), "labs/two/exercise/expected.yaml", "about: Nothing.\n");
  await write(fork(), "labs/two/exercise/notes.txt", "Mine.\n");
  expect(await said()).toEqual(all("one"));
});

it("what the main branch has by now is no work", async () => {
  await write(base(), "labs/two/exercise/web.yaml", NEWER);
  await ship();
  await work("one");
  await write(fork(), "labs/two/exercise/web.yaml", NEWER);
  // The fork's own record does not know it yet.
  expect(await said()).toEqual({ ...all("one"), commandLine: ["one", "two"] });
});

it("an old fork has worked on what it changed, not on what the main branch has changed or added since", async () => {
  await write(base(), "labs/two/exercise/web.yaml", NEWER);
  await addLab("three");
  await ship();
  await work("one");
  expect(await said()).toEqual(all("one"));
});

it("other line ends are no work in an old fork either", async () => {
  await write(base(), "labs/two/exercise/web.yaml", NEWER);
  await ship();
  await work("one");
  await write(fork(), "labs/two/exercise/web.yaml", EXERCISE.replaceAll("\n", "\r\n"));
  expect(await said()).toEqual(all("one"));
});

it("an exercise without its file is work, with no file to grade", async () => {
  await rm(join(fork(), "labs/two/exercise/web.yaml"));
  expect(await said()).toEqual(all("two"));
});

it("a record that is none says nothing", async () => {
  const records = ["{", "null", '"two"', "[]", '{"two":1}', '{"__proto__":{"two":""}}', " ".repeat(100_000)];
  const shipped = [null, ...records.map((text) => Buffer.from(text))].map(foreignDigests);
  const changed = await Array.fromAsync(changedExercises(["two", "__proto__"], async () => [], shipped));
  expect(changed.map(({ lab }) => lab)).toEqual(["two", "__proto__"]);
});
