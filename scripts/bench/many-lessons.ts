import { execFile } from "node:child_process";
import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { courseAt } from "#course/course.ts";
import { readPages } from "#course/pages.ts";
import { type Lesson, lessonsOf } from "#lessons/lesson.ts";
import { TELL_USAGE, toldUsage } from "./usage.ts";

const OURS = courseAt(".");
const SITE = resolve(".cache/bench/many-lessons");
/** Astro holds every page of a build in memory. */
const MORE_MEMORY = "--max-old-space-size=8192";

/** A build with so many copies of the first lesson beside it, and the seconds that the processor worked for it. */
export interface ManyLessons {
  copies: number;
  seconds: number;
  pages: number;
}

/** Builds the site with so many copies of its first lesson. Diagrams are drawn once, as their source is the same. */
export async function benchManyLessons(copies: number): Promise<ManyLessons> {
  const [lesson] = lessonsOf(await readPages(OURS));
  if (!lesson) throw new Error(`${OURS.pages}: there is no lesson to copy`);
  await makeSite();
  for (let copy = 1; copy <= copies; copy++) await copyLesson(lesson, copy);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [TELL_USAGE, MORE_MEMORY, resolve("node_modules/astro/bin/astro.mjs"), "build"],
    { cwd: SITE, maxBuffer: 1e9, env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" } },
  );
  const seconds = toldUsage(stderr).cpuMilliseconds / 1000;
  return { copies, seconds, pages: Number(/(\d+) page\(s\) built/.exec(stdout)?.[1]) };
}

/** The project in its own folder, without anything that a build has kept. */
async function makeSite(): Promise<void> {
  await rm(SITE, { recursive: true, force: true });
  await mkdir(join(SITE, "node_modules"), { recursive: true });
  for (const name of ["docs", "labs", "package.json", "astro.config.mjs"])
    await cp(name, join(SITE, name), { recursive: true });
  for (const name of ["scripts", "node_modules/@fontsource"]) await symlink(resolve(name), join(SITE, name));
}

/** A lesson with its own address, whose links stay within it; the experiments are only those of the first. */
async function copyLesson(lesson: Lesson, copy: number): Promise<void> {
  const id = join(dirname(lesson.id), `copy-${copy}`);
  await cp(join(OURS.pages, lesson.id), join(SITE, OURS.pages, id), { recursive: true });
  for (const { file, text } of lesson.parts) {
    const own = text
      .replaceAll(`/${lesson.id}/`, `/${id}/`)
      .replace(/^(\| :[a-z-]+\[[^\]]+\]) /gm, "$1 :untried[A copy.] ")
      .replace(/^lesson: \{ number: \d+/m, `lesson: { number: ${100 + copy}`);
    await writeFile(join(SITE, OURS.pages, id, basename(file)), own);
  }
  await cp(join(OURS.recordings, lesson.id), join(SITE, OURS.recordings, id), { recursive: true });
}
