import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { type Course, courseAt } from "#course/course.ts";
import { labFolder, labNames, openLab } from "#course/labs.ts";
import {
  changedExercises,
  exerciseDigests,
  type ExerciseDigests,
  foreignDigests,
  SHIPPED_FILE,
} from "#course/shipped-exercises.ts";
import type { LabSubmission } from "#course/submissions.ts";
import { readStart, readSubmittedFiles } from "#course/submitted-files.ts";

/**
 * The labs of the trusted folder that another folder, of the same layout, has work on. Only exercises are read of that one, and its record of
 * the shipped ones: a fork may be older than the trusted folder, and has the labs and the exercises of its day.
 */
export async function changedLabs(trusted: string, submitted: string): Promise<LabSubmission[]> {
  const course = courseAt(trusted);
  const names = await labNames(course);
  const theirs = await Promise.all(names.map((name) => exists(join(submitted, labFolder(name, course)))));
  const read = async (name: string) => {
    const folder = await plainFolder(submitted, [...labFolder(name, course).split("/"), "exercise"]);
    return folder === undefined ? [] : ((await readSubmittedFiles(folder)) ?? []);
  };
  const known = names.filter((_, index) => theirs[index]);
  const shipped = [await exerciseDigests(course), await theirRecord(submitted, course)];
  const changed: LabSubmission[] = [];
  for await (const { lab, files } of changedExercises(known, read, shipped))
    changed.push({ lab: await openLab(lab, course), folder: `${labFolder(lab, course)}/exercise`, files });
  return changed;
}

async function theirRecord(submitted: string, { labs }: Course): Promise<ExerciseDigests> {
  const folder = await plainFolder(submitted, labs.split("/"));
  return foreignDigests(folder ? await readStart(join(folder, SHIPPED_FILE)).catch(() => null) : null);
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
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
