import { cp, glob, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { courseHere } from "#commands/cli/course.ts";
import { print } from "#commands/cli/output.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { type Course, pathOf } from "#course/course.ts";
import { readPages } from "#course/pages.ts";
import { lessonsOf } from "#lessons/lesson.ts";

/** A lesson with one of everything; words such as `LESSON-NAME` stand for what the author says. */
const TEMPLATE = fileURLToPath(new URL("lesson-template", import.meta.url));

/** A lesson's name is a part of its address, and its experiment's name a part of namespaces. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

/**
 * Makes a lesson's folder, its recording and its experiment, which satisfy every rule as they are, and says what to do with them.
 * Throws {@link UsageError} for a name that cannot be.
 */
export async function newLessonCommand(
  name: string,
  { level, course = courseHere() }: { level: string; course?: Course },
): Promise<number> {
  for (const word of [name, level])
    if (!NAME.test(word))
      throw new UsageError(
        `"${word}" cannot be a part of a lesson's address: it takes small letters, digits and hyphens between them, at most 40.`,
      );
  const id = `${level}/${name}`;
  const copies = {
    pages: join(course.pages, id),
    recordings: join(course.recordings, id),
    experiment: join(course.experiments, name),
  };
  for (const folder of Object.values(copies))
    if (await stat(pathOf(course, folder)).catch(() => undefined)) throw new UsageError(`${folder} is there already.`);
  const words = {
    "LESSON-NAME": name,
    "LESSON-LEVEL": level,
    "LESSON-NUMBER": String(await nextNumber(course, level)),
  };
  for (const [from, to] of Object.entries(copies)) {
    await cp(join(TEMPLATE, from), pathOf(course, to), { recursive: true });
    await fillIn(pathOf(course, to), words);
  }
  await print(
    `${copies.pages} is made: a lesson of two parts, with its experiment in ${copies.experiment}.\n` +
      `Next: npm run dev shows it at /${id}/. Write your own, beginning with ${copies.pages}/index.md;\n` +
      `npm run record -- ${id} records what your commands print;\n` +
      `npm run checkride -- prove ${name} --labs ${course.experiments} tries the experiment.\n`,
  );
  return 0;
}

/** The number after the last lesson of that level. */
async function nextNumber(course: Course, level: string): Promise<number> {
  const numbers = lessonsOf(await readPages(course))
    .map(({ parts: [first] }) => first.frontmatter["lesson"] as { number: number; level: string })
    .filter((lesson) => lesson.level === level)
    .map(({ number }) => number);
  return Math.max(0, ...numbers) + 1;
}

async function fillIn(folder: string, words: Record<string, string>): Promise<void> {
  for await (const file of glob("**/*.{md,yaml,txt}", { cwd: folder })) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      Object.entries(words).reduce((all, [word, said]) => all.replaceAll(word, said), text),
    );
  }
}
