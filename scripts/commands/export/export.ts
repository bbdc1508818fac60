import { relative, resolve } from "node:path";
import { confirm } from "#commands/cli/confirmation.ts";
import { print } from "#commands/cli/output.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { courseAt } from "#course/course.ts";
import { SHIPPED_FILE, shippedExercises, shippedText } from "#course/shipped-exercises.ts";
import { changeWords } from "./change-words.ts";
import { changesTo, makeChanges } from "./changes.ts";
import { type Exported, exportedFiles, REPOSITORY } from "./files.ts";

export interface ExportCommand {
  /** Only these labs. */
  lab?: string[];
  /** Leaves out solutions, mistakes and survivors. */
  hide?: boolean;
  /** Writes over what differs without asking. */
  yes?: boolean;
}

/** Writes a lab repository into a folder. Throws {@link UsageError} where it would write over something and nobody agrees. */
export async function exportCommand(folder: string, { lab, hide, yes }: ExportCommand): Promise<number> {
  if (!relative(REPOSITORY, resolve(folder)).startsWith(".."))
    throw new UsageError(`${folder} is in Checkride's own repository. Next: name a folder elsewhere, such as ../labs`);
  const exported = await withOtherLabs(await exportedFiles({ labs: lab, hide }), folder);
  const changes = await changesTo(folder, exported);
  if (changes.some(({ before }) => before) && !yes) {
    await print(`${changeWords(changes)}\n`);
    await confirm(`Make these changes in ${folder}?`, "Nothing was written.");
  }
  await makeChanges(folder, changes);
  await print(outcome(folder, exported, changes.length));
  return 0;
}

/** Labs that are in the folder already and not exported now keep the record of their exercises. */
async function withOtherLabs({ labs, files }: Exported, folder: string): Promise<Exported> {
  const path = `labs/${SHIPPED_FILE}`;
  const there = await shippedExercises(courseAt(folder));
  const ours = JSON.parse(Buffer.from(files.get(path)!).toString()) as Record<string, string>;
  const all = Object.entries({ ...there, ...ours }).sort(([one], [other]) => (one < other ? -1 : 1));
  return { labs, files: new Map(files).set(path, Buffer.from(shippedText(Object.fromEntries(all)))) };
}

function outcome(folder: string, { labs, files }: Exported, changed: number): string {
  if (changed === 0) return `${folder} is as it would be exported: nothing was written.\n`;
  const hidden = [...files.keys()].some((path) => /\/solution\//.test(path))
    ? "Solutions and mistakes are in it, for everybody to read; --hide leaves them out.\n"
    : "";
  return (
    `${folder} holds a lab repository: ${labs.length} ${labs.length === 1 ? "lab" : "labs"}, ${files.size} files.\n${hidden}` +
    `Next: write your name into ${folder}/.github/CODEOWNERS, and push it to GitHub. The guide "Run a class" has the steps.\n`
  );
}
