import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "#core/digest.ts";
import { type Course, pathOf } from "./course.ts";
import { labFolder, labNames } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** Beside the labs: the digest of each exercise as its author ships it, written by `npm run generate`. */
export const SHIPPED_FILE = "exercises.json";

/** The digest of every exercise as it is now, by the lab's name. */
export async function exerciseDigests(course: Course): Promise<Record<string, string>> {
  const names = await labNames(course);
  const digests = names.map(async (name) => [name, await ownDigest(name, course)] as const);
  return Object.fromEntries(await Promise.all(digests));
}

/** What {@link SHIPPED_FILE} holds. */
export function shippedText(digests: Record<string, string>): string {
  return `${JSON.stringify(digests, null, 2)}\n`;
}

/** Records one exercise as it is now as the shipped one. */
export async function recordExercise(name: string, course: Course): Promise<void> {
  const digests = { ...(await shippedExercises(course)), [name]: await ownDigest(name, course) };
  const sorted = Object.entries(digests).sort(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(pathOf(course, join(course.labs, SHIPPED_FILE)), shippedText(Object.fromEntries(sorted)));
}

/** The digest of every exercise as it was shipped, by the lab's name; none where there is no record. */
export async function shippedExercises(course: Course): Promise<Record<string, string>> {
  const text = await readFile(pathOf(course, join(course.labs, SHIPPED_FILE)), "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, string>;
}

const ownDigest = (name: string, course: Course): Promise<string> =>
  exerciseDigest(pathOf(course, join(labFolder(name, course), "exercise")));

/** The digest of an exercise's files, the same on every system: git may write other line ends than the author did. */
export async function exerciseDigest(folder: string): Promise<string> {
  const files = (await readSubmittedFiles(folder)) ?? [];
  const decoder = new TextDecoder("latin1");
  const unixLines = (bytes: Uint8Array) => Buffer.from(decoder.decode(bytes).replaceAll("\r\n", "\n"), "latin1");
  return digestOf(files.map(({ name, bytes }) => ({ name, bytes: bytes && unixLines(bytes) })));
}
