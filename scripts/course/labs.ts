import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { closestName } from "#core/closest-name.ts";
import { type Lab, type LabFolder, readLab } from "#core/lab/lab.ts";
import { issueLines } from "#reporters/words/issue-lines.ts";
import { type Course, pathOf } from "./course.ts";

/** A lab file is wrong: the author's mistake, never the learner's. */
export class LabFileError extends Error {
  override readonly name = "LabFileError";
}

/** The lab, the folder of labs or the folder to grade does not exist: who asked named the wrong one. */
export class UnknownLabError extends Error {
  override readonly name = "UnknownLabError";
}

/** The names of all labs, in alphabetical order; at least one. Throws {@link UnknownLabError} where there are none. */
export async function labNames(course: Course): Promise<string[]> {
  const { labs } = course;
  const entries = await readdir(pathOf(course, labs), { withFileTypes: true }).catch(() => {
    throw new UnknownLabError(
      `There is no folder ${labs} with labs. Next: run this in the folder of a checkout, or name the labs' folder with --labs.`,
    );
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (names.length === 0) throw new UnknownLabError(`There are no labs in ${labs}: a lab is a folder with a lab.yaml.`);
  return names.sort();
}

/** The folder of a lab as a path to show and to type, from the root of the course. */
export function labFolder(name: string, { labs }: Course): string {
  return join(labs, name).replaceAll("\\", "/");
}

/** Reads a lab. Throws {@link UnknownLabError} for a name that does not exist, {@link LabFileError} for a broken lab file. */
export async function openLab(name: string, course: Course): Promise<Lab> {
  const names = await labNames(course);
  if (!names.includes(name)) {
    // Shells complete paths.
    const suggestion = closestName(basename(name), names);
    throw new UnknownLabError(
      `There is no lab "${name}".${suggestion ? ` Did you mean "${suggestion}"?` : ""}\nLabs: ${names.join(", ")}`,
    );
  }
  const { lab, issues } = readLab(await readLabFolder(name, course));
  if (lab) return lab;
  throw new LabFileError(`The lab "${name}" cannot be graded: its files are wrong.\n${issueLines(issues)}`);
}

/** The files of a lab that say how it is graded, as text. */
export async function readLabFolder(name: string, course: Course): Promise<LabFolder> {
  const path = labFolder(name, course);
  const folder = pathOf(course, path);
  const paths = await readdir(folder, { recursive: true });
  const graded = paths
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path === "lab.yaml" || /^setup\/[^/]+\.ya?ml$/.test(path))
    .sort();
  const files = graded.map(async (path) => ({ name: path, text: await readFile(join(folder, path), "utf8") }));
  return { id: name, path, files: await Promise.all(files) };
}
