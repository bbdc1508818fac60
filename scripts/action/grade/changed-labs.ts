import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { courseAt, pathOf } from "#course/course.ts";
import type { Submission } from "#course/submissions.ts";
import { labFolder, labNames, openLab } from "#course/labs.ts";
import { exerciseDigest } from "#course/shipped-exercises.ts";
import { readSubmittedFiles } from "#course/submitted-files.ts";

/** The labs of the trusted folder whose exercise another folder, of the same layout, has with other files. Only exercises are read of that one. */
export async function changedLabs(trusted: string, submitted: string): Promise<Submission[]> {
  const course = courseAt(trusted);
  const changed: Submission[] = [];
  for (const name of await labNames(course)) {
    const exercise = `${labFolder(name, course)}/exercise`;
    const folder = await plainFolder(submitted, exercise.split("/"));
    const digests = [folder, pathOf(course, exercise)].map(async (path) => path && (await exerciseDigest(path)));
    const [theirs, ours] = await Promise.all(digests);
    if (theirs === ours) continue;
    const files = folder ? ((await readSubmittedFiles(folder)) ?? []) : [];
    changed.push({ lab: await openLab(name, course), folder: exercise, files });
  }
  return changed;
}

/** The folder below a root, if each step to it is a folder: a symbolic link could lead out, to the labs' solutions or anywhere. */
async function plainFolder(root: string, steps: readonly string[]): Promise<string | undefined> {
  let path = root;
  for (const step of steps) {
    path = join(path, step);
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isDirectory()) return undefined;
  }
  return path;
}
