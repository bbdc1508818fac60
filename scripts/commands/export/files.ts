import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { courseHere } from "#commands/cli/course.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { type Course, pathOf } from "#course/course.ts";
import { labFolder, labNames, openLab } from "#course/labs.ts";
import { exerciseDigests, SHIPPED_FILE, shippedExercises, shippedText } from "#course/shipped-exercises.ts";
import { exportedReadme, labReadme } from "./readme.ts";

/** Files of a repository: path with slashes → content, in the order of the paths. */
export type RepositoryFiles = ReadonlyMap<string, Uint8Array>;

export interface Exported {
  labs: readonly string[];
  files: RepositoryFiles;
}

/** Checkride's own repository, of which a lab repository gets the workflows and the actions as they are. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** What only a lab repository has. */
const TEMPLATE = fileURLToPath(new URL("repository", import.meta.url));

/** What `npm run grade` of a lab repository runs. */
const BUNDLED_CLI = ".github/actions/bundle/cli.mjs";

/** Besides the labs' own folders. */
const SHARED = ["LICENSE", ".github/workflows/grade.yml", ".github/workflows/report.yml", "labs/lab.schema.json"];

/** Only authors need these. */
const AUTHORS = {
  files: ["labs/mistake.schema.json", "labs/survivors.schema.json", "labs/way.schema.json"],
  parts: /^(solution|mistakes|ways|lures)\//,
};

/**
 * A whole lab repository; without `labs` with all of them, and with `hide` without solutions and whatever else only authors need. The same labs
 * give the same bytes. Throws {@link UsageError} for a lab that does not exist or whose exercise is not the shipped one.
 */
export async function exportedFiles({ labs, hide = false }: { labs?: string[]; hide?: boolean }): Promise<Exported> {
  const own = await paths(TEMPLATE);
  if (own.length === 0)
    throw new UsageError("This is no checkout of Checkride, from which alone labs can be exported.");
  const course = courseHere();
  const all = await labNames(course);
  const names = labs ? all.filter((name) => labs.includes(name)) : all;
  const opened = await Promise.all((labs ?? names).map((name) => openLab(name, course)));
  const files = new Map<string, Uint8Array>();
  for (const path of own) files.set(path, await readFile(join(TEMPLATE, path)));
  files.set("README.md", Buffer.from(exportedReadme(String(await readFile(join(TEMPLATE, "README.md"))), opened)));
  files.set(`labs/${SHIPPED_FILE}`, Buffer.from(shippedText(await shippedDigests(names, course))));
  const actions = (await paths(join(REPOSITORY, ".github/actions"))).map((path) => `.github/actions/${path}`);
  for (const path of [...SHARED, ...(hide ? [] : AUTHORS.files), ...actions])
    files.set(path, await readFile(join(REPOSITORY, path)));
  if (!files.has(BUNDLED_CLI))
    throw new UsageError(`${BUNDLED_CLI} is missing, which grades in a lab repository. Next: npm run bundle`);
  for (const name of names)
    for (const [path, content] of await labFiles(pathOf(course, labFolder(name, course)), hide)) {
      const text = path === "README.md" ? Buffer.from(labReadme(String(content), names)) : content;
      files.set(`labs/${name}/${path}`, text);
    }
  return { labs: names, files: new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1))) };
}

/** The files that make a lab, and nothing else that lies in its folder. */
async function labFiles(folder: string, hide: boolean): Promise<[path: string, content: Uint8Array][]> {
  const wanted = (await paths(folder)).filter((path) => {
    if (hide && (AUTHORS.parts.test(path) || path === "survivors.yaml")) return false;
    return /^(lab\.yaml|README\.md|survivors\.yaml|(exercise|setup|solution|(mistakes|ways|lures)\/[^/]+)\/[^/]+\.ya?ml)$/.test(
      path,
    );
  });
  return (await Promise.all(wanted.map(async (path) => [path, await readFile(join(folder, path))] as const))) as [
    string,
    Uint8Array,
  ][];
}

/** A learner's change to an exercise must not become the exercise of a class. */
async function shippedDigests(names: readonly string[], course: Course): Promise<Record<string, string>> {
  const [now, shipped] = [await exerciseDigests(course), await shippedExercises(course)];
  const changed = names.filter((name) => now[name] !== shipped[name]);
  if (changed.length > 0)
    throw new UsageError(
      `These exercises are not as they were shipped, and would be what learners start from:\n` +
        changed.map((name) => `  ${labFolder(name, course)}/exercise\n`).join("") +
        "Next: undo the change, or, if it is the new exercise, npm run generate",
    );
  return Object.fromEntries(names.map((name) => [name, now[name]!]));
}

/** The paths of all plain files in a folder, with slashes; none where there is no such folder. */
export async function paths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
