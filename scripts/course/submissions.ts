import { join } from "node:path";
import { changedLabs } from "#commands/grade/changed-labs.ts";
import { onlyCheck } from "#commands/grade/selected-checks.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import type { Lab } from "#core/lab/lab.ts";
import { isExperiment, submissionRules } from "#core/lab/submission-rules.ts";
import type { SubmittedFile } from "#core/submission/submission.ts";
import { labFolder, openLab } from "./labs.ts";
import { readSubmittedFiles } from "./submitted-files.ts";

/** A lab and the folder whose files are graded. */
export interface Submission {
  lab: Lab;
  /** As the learner would type it, with slashes. */
  folder: string;
  files: readonly SubmittedFile[];
}

export interface Selection {
  /** The folder of all labs, if not this repository's. */
  labs?: string;
  /** Grades these files instead of the exercise. */
  files?: string;
  /** Only this check and those it needs. */
  check?: string;
}

/** What is to be graded: the labs that are named, else those whose exercise was changed, which may be none. Throws {@link UsageError} where that cannot be. */
export async function readSubmissions(names: readonly string[], selection: Selection): Promise<Submission[]> {
  const { labs, files, check } = selection;
  const one = files === undefined ? check !== undefined && "--check" : "--files";
  if (one && names.length !== 1) throw new UsageError(`${one} is about one lab. Next: name it, and no other.`);
  const wanted = names.length > 0 ? [...new Set(names)] : await changedLabs(labs);
  return Promise.all(wanted.map((name) => readSubmission(name, selection)));
}

async function readSubmission(name: string, { labs, files, check }: Selection): Promise<Submission> {
  const lab = await openLab(name, labs);
  const own = isExperiment(lab.file);
  const folder = files ?? join(labFolder(name, labs), own ? "" : "exercise");
  const submitted = own && files === undefined ? [] : await readSubmittedFiles(folder);
  if (!submitted) {
    const [file] = submissionRules(lab.file).files;
    const next =
      files === undefined ? `take it again as it was shipped` : `name the folder in which your ${file} stands`;
    throw new UsageError(`There is no folder ${folder} to grade.\nNext: ${next}.`);
  }
  return {
    lab: check === undefined ? lab : onlyCheck(lab, check),
    folder: folder.replaceAll("\\", "/"),
    files: submitted,
  };
}
