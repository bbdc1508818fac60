import type { Course } from "#course/course.ts";
import type { MadePage } from "#lessons/made-pages/made-page.ts";
import { glossaryPage } from "./glossary-page.ts";
import { labFilePage } from "./lab-file-page.ts";
import { proofPage } from "./proof-page.ts";

/** The pages of the reference that are made from files of the repository. */
export function pages(course: Course): Promise<MadePage[]> {
  return Promise.all([glossaryPage(course), labFilePage(course), proofPage(course)]);
}
