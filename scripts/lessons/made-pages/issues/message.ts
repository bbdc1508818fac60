import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openPlaceInNode } from "#clusters/simulated/open-in-node.ts";
import { type Cluster, RefusedError } from "#core/cluster.ts";
import type { Place } from "#core/context.ts";
import type { LabFile } from "#core/generated/lab.ts";
import { grade } from "#core/grade.ts";
import type { Manifest } from "#core/kubernetes/manifest.ts";
import type { Lab } from "#core/lab/lab.ts";
import { MAX_FILE_BYTES, MAX_FILES, type SubmittedFile } from "#core/submission/submission.ts";
import { readCorpus } from "#course/corpus.ts";
import { type Course, courseAt, pathOf } from "#course/course.ts";
import { LabFileError, openLab } from "#course/labs.ts";
import { issueReport } from "#reporters/formats/terminal.ts";
import type { Example, ExampleFile, IssuePage } from "./page.ts";

/** What the grader says about an example: the codes of its issues, and the first of them as a terminal shows it. */
export interface IssueMessage {
  codes: string[];
  text: string;
}

/** Grades an example of a page, or reads it as a lab's files where the page is for authors. */
export function issueMessage(page: IssuePage, { files }: Example): Promise<IssueMessage> {
  return page.group === "authors" ? labFileMessage(files) : submissionMessage(page, files);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a page cannot show as text, made from the text that it shows. */
const HANDED_IN: Record<string, (file: ExampleFile) => SubmittedFile[]> = {
  "not-a-plain-file": ({ name }) => [{ name, bytes: null }],
  "not-utf8": ({ name, text }) => [{ name, bytes: Buffer.from(text, "latin1") }],
  "file-too-large": ({ name, text }) => [{ name, bytes: encode(text.repeat(MAX_FILE_BYTES / text.length + 1)) }],
  "too-many-files": ({ name, text }) =>
    Array.from({ length: MAX_FILES + 1 }, (_, copy) => ({ name: name.replace(".", `-${copy}.`), bytes: encode(text) })),
};

/** A place on a simulated cluster, for the few examples that come so far. */
async function open({ code, recordings }: IssuePage, lab: Lab): Promise<Place> {
  const { cluster, namespace } = await openPlaceInNode(lab);
  return { cluster: code === "refused" ? refusing(cluster, recordings[0]?.text ?? "") : cluster, namespace };
}

/** A cluster that refuses in the words of a real one: the simulated cluster refuses little that our own rules let through. */
function refusing(cluster: Cluster, recording: string): Cluster {
  const [said = ""] = /(?<=^The ).+/m.exec(recording) ?? [];
  return { ...cluster, unsupported: () => [], apply: () => Promise.reject(new RefusedError("Invalid", said)) };
}

/** The files of an example as the learner of the page has them. */
export function handedIn(code: string, files: readonly ExampleFile[]): SubmittedFile[] {
  return files.flatMap(HANDED_IN[code] ?? (({ name, text }) => [{ name, bytes: encode(text) }]));
}

async function submissionMessage(page: IssuePage, files: ExampleFile[]): Promise<IssueMessage> {
  const { code } = page;
  const lab: Lab = { id: "example", file: labFor(files, page.lab), setup: setupOf(page), digest: "" };
  const verdict = await grade({
    lab,
    files: handedIn(code, files),
    open: () => open(page, lab),
    now: () => performance.now(),
    listener: { phase() {}, started() {}, finished() {}, observed() {}, notRestored() {} },
    signal: AbortSignal.timeout(10_000),
  });
  const [issue] = verdict.issues;
  const sources = new Map(files.map(({ name, text }) => [name, text]));
  return {
    codes: [...new Set(verdict.issues.map((one) => one.code))],
    text: issue ? issueReport(issue, verdict.status, { folder: "exercise", sources }).replaceAll(/^ {2}/gm, "") : "",
  };
}

/** The objects that the lab of the page has made. */
function setupOf({ file, lab: { setup = [] } }: IssuePage): Manifest[] {
  return setup.map((object) => ({ object, locate: () => ({ file, line: 1, column: 1 }) }));
}

/** A lab that takes these files and nearly every kind. */
function labFor(files: readonly ExampleFile[], { submission, cluster }: IssuePage["lab"]): LabFile {
  return {
    version: 1,
    title: "An example",
    summary: "An example.",
    lesson: "beginner/kubernetes-architecture",
    minutes: 1,
    ...(cluster && { cluster }),
    submission: {
      files: files.map(({ name }) => name),
      kinds: ["v1/Pod", "v1/Service", "v1/ConfigMap", "apps/v1/Deployment"],
      objects: [],
      ...submission,
    },
    checks: [
      {
        id: "one",
        title: "One",
        points: 1,
        object: { apiVersion: "v1", kind: "Namespace", name: "default" },
        satisfies: "true",
        hints: [{ say: "None." }],
      },
    ],
  };
}

/** The rest of a lab whose `lab.yaml` is the example. */
const REST: ExampleFile[] = ["exercise", "solution", "mistakes/one-replica"].map((folder) => ({
  name: `${folder}/web.yaml`,
  text: "kind: Deployment\n",
}));

/** Reads the example as the only lab of a course, as `grade` and `prove` do. */
async function labFileMessage(files: readonly ExampleFile[]): Promise<IssueMessage> {
  const course = courseAt(await mkdtemp(join(tmpdir(), "checkride-issue-")));
  try {
    for (const { name, text } of [...REST, ...files]) {
      const path = pathOf(course, join(course.labs, "two-replicas", name));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    const text = await refusal(course);
    return { codes: [...text.matchAll(/^\S+:\d+:\d+ {2}([a-z0-9-]+):/gm)].map(([, code = ""]) => code), text };
  } finally {
    await rm(course.root, { recursive: true });
  }
}

async function refusal(course: Course): Promise<string> {
  try {
    await readCorpus(await openLab("two-replicas", course), course);
    return "";
  } catch (error) {
    if (error instanceof LabFileError) return error.message;
    throw error;
  }
}
