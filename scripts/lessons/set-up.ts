import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Course, pathOf } from "#course/course.ts";
import { type LessonSite, readLessonSite } from "./lesson-site.ts";
import type { MarkdownSetup } from "./markdown/setup.ts";
import { problemMessage, type Problem } from "./problem.ts";
import { remarkLessons } from "./remark-lessons.ts";
import { structureProblems } from "./structure/structure.ts";

/**
 * Holds the lessons to their structure, and adds the plugin that turns their commands, questions, failure tables and terms
 * into what pages show. A build fails with a message for each problem of all pages; the development server warns.
 */
export async function setUpLessons({ command, course, processor, logger }: MarkdownSetup): Promise<void> {
  const site = await readLessonSite(course);
  processor.options.remarkPlugins.push([remarkLessons, { version: await versionOf(site), site: () => site }]);
  if (command === "sync") return;
  const messages = await messagesOf(course, structureProblems(site));
  if (messages.length > 0 && command === "build") throw new Error(stopMessage(messages));
  for (const message of messages) logger.warn(message);
  logger.info(`${site.lessons.length} lessons, ${messages.length} problems`);
}

/** Changes with everything besides its own text that a page is made from, these modules too. */
async function versionOf({ lessons, glossary, recordings, experiments, anchors }: LessonSite): Promise<string> {
  const code = (await Promise.all(["./", "../course/"].map(modulesOf))).flat();
  const parts = lessons.map(({ id, parts }) => [id, parts.map(({ id, sign }) => [id, sign])]);
  const all = [parts, glossary.text, [...recordings.sessions], recordings.version, experiments, [...anchors], code];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}

async function modulesOf(path: string): Promise<string[]> {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  const names = (await Array.fromAsync(glob("**/*.ts", { cwd: folder }))).sort();
  return Promise.all(names.map((name) => readFile(folder + name, "utf8")));
}

async function messagesOf(course: Course, problems: readonly Problem[]): Promise<string[]> {
  return Promise.all(
    problems.map(async (problem) => problemMessage(problem, await readFile(pathOf(course, problem.file), "utf8"))),
  );
}

function stopMessage(messages: readonly string[]): string {
  const count = messages.length === 1 ? "1 problem" : `${messages.length} problems`;
  return `${count} in lessons\n\n${messages.join("\n\n")}\n`;
}
