import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "#core/digest.ts";
import { MAX_FILE_BYTES, type SubmittedFile } from "#core/submission/submission.ts";
import { type Course, pathOf } from "./course.ts";
import { labFolder, labNames } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** Beside the labs: the digest of each exercise as its author ships it, written by `npm run generate`. */
export const SHIPPED_FILE = "exercises.json";

/** The digest of exercises, by the labs' names. */
export type ExerciseDigests = Readonly<Record<string, string>>;

/** An exercise that somebody worked on. */
export interface ChangedExercise {
  lab: string;
  files: readonly SubmittedFile[];
}

/**
 * The labs of which `read` gives an exercise that no record of shipped ones has, one after the other, so that nothing more is read than is
 * wanted. Line ends are no change, as git writes others on other systems. A record can be the shipped one of the same folder and the exercises
 * of a newer version: what is as it was there, or as it is here, is nobody's work.
 */
export async function* changedExercises(
  labs: readonly string[],
  read: (lab: string) => Promise<readonly SubmittedFile[]>,
  shipped: readonly ExerciseDigests[],
): AsyncGenerator<ChangedExercise> {
  for (const lab of labs) {
    const files = await read(lab);
    const digest = exerciseDigest(files);
    if (!shipped.some((digests) => Object.hasOwn(digests, lab) && digests[lab] === digest)) yield { lab, files };
  }
}

/** The digest of every exercise as it is now, by the lab's name. */
export async function exerciseDigests(course: Course): Promise<Record<string, string>> {
  const names = await labNames(course);
  const digests = names.map(async (name) => [name, exerciseDigest(await readExercise(name, course))] as const);
  return Object.fromEntries(await Promise.all(digests));
}

/** The files of a lab's exercise; none where there is no such folder. */
export async function readExercise(name: string, course: Course): Promise<readonly SubmittedFile[]> {
  return (await readSubmittedFiles(pathOf(course, `${labFolder(name, course)}/exercise`))) ?? [];
}

/** What {@link SHIPPED_FILE} holds. */
export function shippedText(digests: Record<string, string>): string {
  return `${JSON.stringify(digests, null, 2)}\n`;
}

/** Records one exercise as it is now as the shipped one. */
export async function recordExercise(name: string, course: Course): Promise<void> {
  const digests = { ...(await shippedExercises(course)), [name]: exerciseDigest(await readExercise(name, course)) };
  const sorted = Object.entries(digests).sort(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(pathOf(course, join(course.labs, SHIPPED_FILE)), shippedText(Object.fromEntries(sorted)));
}

/** The digest of every exercise as it was shipped, by the lab's name; none where there is no record. */
export async function shippedExercises(course: Course): Promise<Record<string, string>> {
  const text = await readFile(pathOf(course, join(course.labs, SHIPPED_FILE)), "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, string>;
}

/** What somebody else's {@link SHIPPED_FILE} says; nothing where it is not one. */
export function foreignDigests(bytes: Uint8Array | null): ExerciseDigests {
  if (!bytes || bytes.length > MAX_FILE_BYTES) return {};
  try {
    const digests: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof digests === "object" && digests !== null ? (digests as ExerciseDigests) : {};
  } catch {
    return {};
  }
}

/** The digest of an exercise's files, the same on every system: git may write other line ends than the author did. */
function exerciseDigest(files: readonly SubmittedFile[]): string {
  const decoder = new TextDecoder("latin1");
  const unixLines = (bytes: Uint8Array) => Buffer.from(decoder.decode(bytes).replaceAll("\r\n", "\n"), "latin1");
  return digestOf(files.map(({ name, bytes }) => ({ name, bytes: bytes && unixLines(bytes) })));
}
