import { dirname } from "node:path/posix";
import type { Page } from "#course/pages.ts";
import type { LessonSite } from "#lessons/lesson-site.ts";
import { frontmatterPlace, type Lesson } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";

/** Lessons that are no folders, parts without a lesson, and parts that are not counted from 2. */
export function partProblems({ pages, lessons }: LessonSite): Problem[] {
  const folders = new Set(lessons.map(({ parts: [first] }) => dirname(first.file)));
  return [
    ...pages.flatMap((page) => [...noFolder(page), ...noLesson(page, folders)]),
    ...lessons.flatMap(wrongNumbers),
  ];
}

function noFolder(page: Page): Problem[] {
  if (page.frontmatter["lesson"] === undefined || page.file.endsWith("/index.md")) return [];
  return [
    {
      ...frontmatterPlace(page, "lesson"),
      says: "a lesson is a folder with an index.md, and this is a page",
      next: `Move it to ${page.file.replace(/\.md$/, "/index.md")}; its address stays.`,
    },
  ];
}

function noLesson(page: Page, folders: ReadonlySet<string>): Problem[] {
  if (page.frontmatter["part"] === undefined || folders.has(dirname(page.file))) return [];
  return [
    {
      ...frontmatterPlace(page, "part"),
      says: "a part of no lesson; expected an index.md beside it that says lesson: { number, level }",
      next: "Move the page into a lesson's folder, or take part out.",
    },
  ];
}

function wrongNumbers({ parts: [, ...others] }: Lesson): Problem[] {
  return others.flatMap((part, index) => {
    const expected = index + 2;
    if (part.number === expected) return [];
    const found = Number.isNaN(part.number) ? "no part" : `part: ${part.number}`;
    return [
      {
        ...frontmatterPlace(part, "part"),
        says: `the page has ${found}; expected part: ${expected}, for the parts of a lesson are counted from 2 without gaps`,
        next: `Write part: ${expected}, or another number that is free.`,
      },
    ];
  });
}
