import { join } from "node:path";
import type { Lab } from "#core/lab/lab.ts";
import { isExperiment, submissionRules } from "#core/lab/submission-rules.ts";
import type { SubmittedFile } from "#core/submission/submission.ts";
import { type Course, pathOf } from "./course.ts";
import { labFolder, openLab, UnknownLabError } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** A lab and the folder whose files are graded. */
export interface LabSubmission {
  lab: Lab;
  /** As the learner would type it, with slashes. */
  folder: string;
  files: readonly SubmittedFile[];
}

/** Reads the exercise of a lab, or the files of a folder, from the root of the course, in its place. Throws {@link UnknownLabError} for a lab or a folder that does not exist. */
export async function openSubmission(name: string, course: Course, files?: string): Promise<LabSubmission> {
  const lab = await openLab(name, course);
  const own = isExperiment(lab.file);
  const folder = files ?? join(labFolder(name, course), own ? "" : "exercise");
  const submitted = own && files === undefined ? [] : await readSubmittedFiles(pathOf(course, folder));
  if (!submitted) {
    const [file] = submissionRules(lab.file).files;
    const next =
      files === undefined ? `take it again as it was shipped` : `name the folder in which your ${file} stands`;
    throw new UnknownLabError(`There is no folder ${folder} to grade.\nNext: ${next}.`);
  }
  return { lab, folder: folder.replaceAll("\\", "/"), files: submitted };
}
