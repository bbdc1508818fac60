import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { countedFiles, MAX_FILE_BYTES, type SubmittedFile } from "#core/submission/submission.ts";
import { type Course, pathOf } from "#course/course.ts";
import { labFolder } from "#course/labs.ts";
import {
  type ChangedExercise,
  changedExercises,
  exerciseDigests,
  foreignDigests,
  readExercise,
  SHIPPED_FILE,
} from "#course/shipped-exercises.ts";
import { readBlob } from "#github/download.ts";
import type { GitHub, Repository } from "#github/github.ts";
import type { TreeEntry } from "./changes.ts";

/** A checkout makes plain files of both; the second can be executed. */
const PLAIN_FILES = new Set(["100644", "100755"]);

/**
 * The labs that a commit has work on, of those that its pull request touches, as the grade finds them in a checkout of it; `labs` is the
 * folder of the trusted ones.
 */
export async function* handedIn(
  github: GitHub,
  repository: Repository,
  tree: ReadonlyMap<string, TreeEntry>,
  { touched, course }: { touched: readonly string[]; course: Course },
): AsyncGenerator<ChangedExercise> {
  if (touched.length === 0) return;
  const own = await readFile(pathOf(course, `${course.labs}/${SHIPPED_FILE}`)).catch(() => undefined);
  const entry = tree.get(`${course.labs}/${SHIPPED_FILE}`);
  // In most pull requests it is the same file, which need not be asked for.
  const record = own && entry?.sha === blobSha(own) ? own : await readEntry(github, repository, entry);
  const shipped = [await exerciseDigests(course), foreignDigests(record)];
  const known: Blobs = new Map();
  for (const lab of touched)
    for (const { bytes } of await readExercise(lab, course)) if (bytes) known.set(blobSha(bytes), bytes);
  const read = (lab: string) => readSubmission(github, repository, tree, `${labFolder(lab, course)}/exercise`, known);
  yield* changedExercises(touched, read, shipped);
}

/** The beginnings of files, by what git calls them. */
type Blobs = Map<string, Uint8Array>;

/**
 * A lab's submission as the graded commit has it, as far as a grade reads it: the same files as a checkout of it would give. What is
 * `known` is not asked for.
 */
export async function readSubmission(
  github: GitHub,
  repository: Repository,
  tree: ReadonlyMap<string, TreeEntry>,
  folder: string,
  known: Blobs = new Map(),
): Promise<SubmittedFile[]> {
  const inside = [...tree.keys()].filter((path) => path.startsWith(`${folder}/`));
  const files: SubmittedFile[] = [];
  for (const name of countedFiles(inside.map((path) => path.slice(folder.length + 1)))) {
    const entry = tree.get(`${folder}/${name}`);
    const bytes =
      entry && PLAIN_FILES.has(entry.mode) && known.has(entry.sha)
        ? known.get(entry.sha)!
        : await readEntry(github, repository, entry);
    if (entry && bytes) known.set(entry.sha, bytes);
    files.push({ name, bytes });
  }
  return files;
}

/** What git calls a file of these bytes. */
function blobSha(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Null for what is no plain file. */
async function readEntry(
  github: GitHub,
  repository: Repository,
  entry: TreeEntry | undefined,
): Promise<Uint8Array | null> {
  if (!entry || !PLAIN_FILES.has(entry.mode)) return null;
  return (await readBlob(github, repository, entry.sha, MAX_FILE_BYTES + 1)).bytes;
}
