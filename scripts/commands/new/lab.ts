import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { courseHere } from "#commands/cli/course.ts";
import { print } from "#commands/cli/output.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { pathOf } from "#course/course.ts";
import { labFolder } from "#course/labs.ts";
import { recordExercise } from "#course/shipped-exercises.ts";

/** A whole small lab; `LAB-NAME` stands for the name. */
const TEMPLATE = fileURLToPath(new URL("lab-template", import.meta.url));

/** A lab's name is its address and a part of its namespaces' names, which Kubernetes wants to be DNS labels. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

/** Makes a lab's folder that proves itself as made, and says what to do with it. Throws {@link UsageError} for a name that cannot be. */
export async function newLabCommand(name: string, labs?: string): Promise<number> {
  if (!NAME.test(name))
    throw new UsageError(
      `"${name}" cannot be a lab's name: it takes small letters, digits and hyphens between them, at most 40.`,
    );
  const course = courseHere(labs);
  const shown = labFolder(name, course);
  const folder = pathOf(course, shown);
  if (await stat(folder).catch(() => undefined)) throw new UsageError(`${shown} is there already.`);
  await mkdir(pathOf(course, course.labs), { recursive: true });
  await cp(TEMPLATE, folder, { recursive: true });
  const labFile = join(folder, "lab.yaml");
  await writeFile(labFile, (await readFile(labFile, "utf8")).replaceAll("LAB-NAME", name));
  await recordExercise(name, course);
  const where = labs === undefined ? "" : ` --labs ${labs}`;
  await print(
    `${shown} is made: a small lab that proves itself.\n` +
      `Next: npm run checkride -- prove ${name}${where}, then write your own, beginning with ${shown}/README.md\n`,
  );
  return 0;
}
