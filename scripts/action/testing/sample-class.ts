import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ZipFile } from "yazl";
import { GRADES_ARTIFACT, GRADES_FILE } from "#action/artifact.ts";
import { GRADE_WORKFLOW, type WorkflowRunEvent } from "#action/report/grade-run.ts";
import { type Reported, report } from "#action/report/report.ts";
import { NODE_IMAGE } from "#clusters/kind/node-image.ts";
import { digestOf } from "#core/digest.ts";
import type { CheckVerdict, Verdict } from "#core/generated/verdict.ts";
import { type Lab, readLab } from "#core/lab/lab.ts";
import { checkVerdict, makeVerdict } from "#core/verdict.ts";
import { courseAt } from "#course/course.ts";
import { openGitHub } from "#github/github.ts";
import { type MemoryStore, memoryStore, type NewFile } from "#github/testing/git-store.ts";
import { type FakeGitHub, startFakeGitHub } from "#github/testing/server.ts";
import { BOT, newState, type FakePull, type FakeRepository, type FakeRun } from "#github/testing/state.ts";
import { workflowRunEvent } from "#github/testing/workflow-run-event.ts";

/** For tests: the lab `web` of ten points, the last five in part. */
export const LAB = `version: 1
title: Serve a page
summary: Run a web server that answers.
lesson: beginner/kubernetes-architecture
minutes: 10
submission:
  files: [web.yaml]
  kinds: [v1/Pod]
  objects: [{ apiVersion: v1, kind: Pod, name: web }]
checks:
  - id: ready
    title: The Pod is Ready
    points: 2
    object: { apiVersion: v1, kind: Pod, name: web }
    satisfies: condition(object, "Ready") == "True"
    hints: [{ say: Look at the Pod's events. }]
  - id: serves
    title: It answers
    points: 3
    needs: [ready]
    request: { service: web, port: 80, path: / }
    matches: { status: 200 }
    hints: [{ say: On which port does it listen? }]
  - id: labelled
    title: Its objects have labels
    points: 5
    partial: true
    objects: { apiVersion: v1, kind: Pod }
    matches: { metadata: { labels: { app: web } } }
    hints: [{ say: Compare the labels. }]
`;

const EXERCISE = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";
export const SUBMISSION = `${EXERCISE}  labels:\n    app: wep\n`;

/** The files of the class's repository on its default branch. */
const BASE: Record<string, string> = {
  ".github/workflows/grade.yml": "name: grade\n",
  "README.md": "# Labs\n",
  "labs/web/lab.yaml": LAB,
  "labs/web/exercise/web.yaml": EXERCISE,
  "labs/other/lab.yaml": LAB,
  "labs/other/exercise/web.yaml": EXERCISE,
};

/** For tests: the digest of the class's grader. */
export const GRADER = `sha256:${"9".repeat(64)}`;

export const LEARNER: FakeRepository = {
  id: 200,
  name: "labs",
  owner: { id: 2, login: "learner", type: "User" },
};

/** For tests: a class of one learner whose pull request was graded with 7 of 10 points, and its report. */
export interface SampleClass {
  github: FakeGitHub;
  /** The commits of its repository. */
  git: MemoryStore;
  /** The folder of the trusted labs. */
  labs: string;
  lab: Lab;
  pull: FakePull;
  run: FakeRun;
  /** Pushes these files over the base to the learner's branch. */
  push: (files: Record<string, NewFile | null>) => string;
  /** Uploads what a grade run uploads; the verdict alone if not said. */
  upload: (content?: unknown) => Promise<void>;
  /** Uploads these bytes as the artifact's zip. */
  uploadZip: (zip: Uint8Array) => void;
  /** The verdict on a text of the exercise; what was pushed first if not said. */
  verdict: (text?: string) => Verdict;
  /** Milliseconds that the report waited, one wait after the other. */
  waits: number[];
  /** Runs the report on the run; what it says. */
  report: (run?: FakeRun) => Promise<string>;
  /** What the last report gave. */
  reported: Reported;
  close: () => Promise<void>;
}

export async function sampleClass(): Promise<SampleClass> {
  const git = memoryStore();
  const base = git.add(BASE);
  const state = newState(git);
  state.branches["main"] = base;
  const github = await startFakeGitHub(state);
  const folder = mkdtempSync(join(tmpdir(), "checkride-class-"));
  for (const [path, text] of Object.entries(BASE)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const labs = join(folder, "labs");
  const pull: FakePull = {
    number: 7,
    state: "open",
    user: LEARNER.owner,
    head: { repository: LEARNER, ref: "my-work", sha: "" },
    base: { ref: "main", sha: base },
  };
  const run: FakeRun = {
    id: 500,
    attempt: 1,
    path: GRADE_WORKFLOW,
    name: "grade",
    event: "pull_request",
    conclusion: "failure",
    sha: "",
    branch: "my-work",
    repository: LEARNER,
    created: "2026-11-22T10:00:00Z",
    started: "2026-11-22T10:00:00Z",
  };
  state.pulls.push(pull);
  state.runs.push(run);
  const lab = labOf(LAB);

  const sample: SampleClass = {
    github,
    git,
    labs,
    lab,
    waits: [],
    reported: { words: "" },
    pull,
    run,
    push(files) {
      const all = Object.entries({ ...BASE, ...files }).filter(
        (entry): entry is [string, NewFile] => entry[1] !== null,
      );
      const sha = git.add(Object.fromEntries(all), base);
      pull.head.sha = run.sha = sha;
      return sha;
    },
    verdict: (text) => sampleVerdict(sample.lab, text),
    async upload(content = { version: 1, verdicts: [sample.verdict()] }) {
      sample.uploadZip(await zipOf({ [GRADES_FILE]: Buffer.from(JSON.stringify(content)) }));
    },
    uploadZip(zip) {
      const id = (state.next += 1);
      const created = "2026-11-22T10:05:00Z";
      state.artifacts.push({ id, run: run.id, name: GRADES_ARTIFACT, zip, created, expired: false });
    },
    async report(of = run) {
      sample.reported = await report({
        github: openGitHub({
          token: "secret",
          baseUrl: github.url,
          wait: async (milliseconds) => void sample.waits.push(milliseconds),
        }),
        event: workflowRunEvent(state, of) as WorkflowRunEvent,
        course: courseAt(folder),
        trusted: { sha: base, grader: GRADER },
      });
      return sample.reported.words;
    },
    async close() {
      rmSync(folder, { recursive: true });
      await github.close();
    },
  };
  sample.push({ "labs/web/exercise/web.yaml": SUBMISSION });
  return sample;
}

/** For tests: the lab `web` of this text. */
export function labOf(text: string): Lab {
  return readLab({ id: "web", path: "labs/web", files: [{ name: "lab.yaml", text }] }).lab!;
}

/** For tests: two checks passed, one failed in part. */
export function sampleVerdict(lab: Lab, text = SUBMISSION): Verdict {
  const [ready, serves, labelled] = lab.file.checks;
  const checks: CheckVerdict[] = [
    checkVerdict(ready!, "pass", { points: 2, milliseconds: 1200 }),
    checkVerdict(serves!, "pass", { points: 3, milliseconds: 300 }),
    checkVerdict(labelled!, "fail", {
      points: 2,
      mismatches: [{ object: "Pod/web", path: "metadata.labels.app", expected: "web", actual: "wep" }],
      observed: [{ kind: "event", object: "Pod/web", reason: "Started", message: "Started container web" }],
      locations: [{ file: "web.yaml", line: 6, column: 10 }],
      hints: ["Compare the labels."],
      milliseconds: 30_000,
    }),
  ];
  const bytes = new TextEncoder().encode(text);
  const timings = { read: 1, cluster: 20_000, apply: 100, checks: 30_000 };
  const verdict = makeVerdict({
    lab,
    files: [{ name: "web.yaml", bytes }],
    cluster: undefined,
    result: { checks },
    timings,
  });
  return {
    ...verdict,
    submission: { digest: digestOf([{ name: "web.yaml", bytes }]) },
    grader: { digest: GRADER },
    cluster: { kind: "kubernetes", version: "v1.37.0", image: NODE_IMAGE },
  };
}

/** For tests: a zip of these files. */
export async function zipOf(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  return Buffer.concat(await Array.fromAsync(zip.outputStream as AsyncIterable<Uint8Array>));
}

/** For tests: a comment that somebody wrote on the pull request. */
export function addComment({ github: { state }, pull }: SampleClass, body: string, user = LEARNER.owner): number {
  const id = (state.next += 1);
  state.comments.push({ id, pull: pull.number, user, body });
  return id;
}

export const AUTHOR = BOT;
