import { glob } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { type Course, pathOf } from "./course.ts";
import { readText } from "./read-text.ts";

/** What the commands of the lessons printed on a real cluster. */
export interface Recordings {
  /** The version of that cluster, such as `v1.36.3`; empty before the first recording. */
  version: string;
  /** By their files from the folder of recordings, without ending: `beginner/kubernetes-architecture/nodes`. */
  sessions: Map<string, string>;
  /** The same names by the page that they belong to. */
  byPage: Map<string, string[]>;
}

/** The recording that says which Kubernetes it was. */
export const VERSION = "kubernetes-version";

/** The key of a command's recording. */
export function recordingOf(page: { id: string }, command: { name: string }): string {
  return `${page.id}/${command.name}`;
}

/** Every recording in the repository. */
export async function readRecordings(course: Course): Promise<Recordings> {
  const folder = pathOf(course, course.recordings);
  const names = await Array.fromAsync(glob("**/*.txt", { cwd: folder }));
  const files = await Promise.all(
    names
      .map((name) => name.replaceAll("\\", "/"))
      .sort()
      .map(async (name) => [name.replace(/\.txt$/, ""), (await readText(join(folder, name))).trimEnd()] as const),
  );
  const sessions = new Map(files);
  const version = sessions.get(VERSION) ?? "";
  sessions.delete(VERSION);
  return { version, sessions, byPage: Map.groupBy(sessions.keys(), (key) => dirname(key)) };
}
