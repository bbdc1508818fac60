import type { LessonSite } from "#lessons/lesson-site.ts";
import type { Lesson } from "#lessons/lesson.ts";
import { inOrder, type Problem } from "#lessons/problem.ts";
import { anchorProblems } from "./anchors.ts";
import { commandProblems, recordingFolderProblems } from "./commands.ts";
import { elementProblems } from "./elements.ts";
import { experimentProblems, failureProblems } from "./failures.ts";
import { glossaryProblems } from "./glossary.ts";
import { linkProblems } from "./links.ts";
import { partProblems } from "./parts.ts";
import { questionProblems } from "./questions.ts";
import { sectionProblems } from "./sections.ts";

/** What every lesson is held to. */
const LESSON_RULES: readonly ((lesson: Lesson, site: LessonSite) => Problem[])[] = [
  sectionProblems,
  elementProblems,
  linkProblems,
  anchorProblems,
  commandProblems,
  questionProblems,
  failureProblems,
];

/** What is about all of them together. */
const SITE_RULES: readonly ((site: LessonSite) => Problem[])[] = [
  partProblems,
  glossaryProblems,
  experimentProblems,
  recordingFolderProblems,
];

/** Everything in the lessons that a build stops for, in the order of files and lines. */
export function structureProblems(site: LessonSite): Problem[] {
  const ofLessons = site.lessons.flatMap((lesson) => LESSON_RULES.flatMap((rule) => rule(lesson, site)));
  return inOrder([...ofLessons, ...SITE_RULES.flatMap((rule) => rule(site))]);
}
