import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "#commands/usage-error.ts";
import { closestName } from "#core/closest-name.ts";
import { type Lab, type LabFolder, readLab } from "#core/lab.ts";
import type { SubmittedFile } from "#core/submission.ts";
import { issueWords } from "#reporters/issue-words.ts";

const LABS = fileURLToPath(new URL("../../labs", import.meta.url));

/** A lab file is wrong: the author's mistake, never the learner's. */
export class LabFileError extends Error {
  override readonly name = "LabFileError";
}

/** The names of all labs, in alphabetical order. */
export async function labNames(): Promise<string[]> {
  const entries = await readdir(LABS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The folder of a lab as a path to show and to type, relative to the working directory. */
export function labFolder(name: string): string {
  return relative(process.cwd(), join(LABS, name)).replaceAll("\\", "/");
}

/** Reads a lab. Throws {@link UsageError} for a name that does not exist, {@link LabFileError} for a broken lab file. */
export async function openLab(name: string): Promise<Lab> {
  const names = await labNames();
  if (!names.includes(name)) {
    const suggestion = closestName(name, names);
    throw new UsageError(
      `There is no lab "${name}".${suggestion ? ` Did you mean "${suggestion}"?` : ""}\nLabs: ${names.join(", ")}`,
    );
  }
  const { lab, issues } = readLab(await readLabFolder(name));
  if (lab) return lab;
  const lines = issues.map((issue) => {
    const { file, line, column } = issue.location;
    const { what, next } = issueWords(issue.code, issue);
    return `${file}:${line}:${column}  ${issue.code}: ${what} ${next}`;
  });
  throw new LabFileError(`The lab "${name}" cannot be graded: its files are wrong.\n${lines.join("\n")}`);
}

/** The files of a lab that say how it is graded, as text. */
export async function readLabFolder(name: string): Promise<LabFolder> {
  const folder = join(LABS, name);
  const paths = await readdir(folder, { recursive: true });
  const graded = paths
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path === "lab.yaml" || /^setup\/[^/]+\.ya?ml$/.test(path))
    .sort();
  const files = graded.map(async (path) => ({ name: path, text: await readFile(join(folder, path), "utf8") }));
  return { id: name, files: await Promise.all(files) };
}

/** The author's word on a mistake; it stands beside the files and is none of them. */
export const EXPECTED_FILE = "expected.yaml";

/** More than this of one file is not read: its size alone refuses it. */
const MAX_READ_BYTES = 1024 * 1024;

/** The YAML files of a folder as a submission. Symbolic links and whatever else is no plain file are not followed. */
export async function readSubmittedFiles(folder: string): Promise<SubmittedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageError(`There is no folder ${folder} to grade.`);
  });
  const files: SubmittedFile[] = [];
  const names = entries.map(({ name }) => name).filter((name) => /\.ya?ml$/.test(name) && name !== EXPECTED_FILE);
  for (const name of names.sort()) {
    const path = join(folder, name);
    const stat = await lstat(path);
    if (!stat.isFile()) {
      throw new UsageError(`${path} is not a plain file. Symbolic links are not followed: put the file itself there.`);
    }
    const { size } = stat;
    files.push({ name, bytes: size > MAX_READ_BYTES ? new Uint8Array(size) : new Uint8Array(await readFile(path)) });
  }
  return files;
}
