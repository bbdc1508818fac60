import { courseHere } from "#commands/cli/course.ts";
import { UsageError } from "#commands/cli/usage-error.ts";
import { openSubmission, type LabSubmission } from "#course/submissions.ts";
import { changedLabs } from "./changed-labs.ts";
import { onlyCheck } from "./selected-checks.ts";

/** What the command line says is to be graded. */
export interface GradeSelection {
  /** The folder of all labs, if not that of the course. */
  labs?: string;
  /** The folder whose files are graded instead of the exercise. */
  files?: string;
  /** Only this check and those it needs. */
  check?: string;
}

/**
 * What is to be graded: the labs that are named, else those whose exercise was changed, which may be none. Throws
 * {@link UsageError} where `files` or `check` are not about one lab, and as {@link openSubmission} and {@link onlyCheck} do.
 */
export async function readSubmissions(names: readonly string[], selection: GradeSelection): Promise<LabSubmission[]> {
  const { labs, files, check } = selection;
  const one = files === undefined ? check !== undefined && "--check" : "--files";
  if (one && names.length !== 1) throw new UsageError(`${one} is about one lab. Next: name it, and no other.`);
  const course = courseHere(labs);
  const wanted = names.length > 0 ? [...new Set(names)] : await changedLabs(course);
  return await Promise.all(
    wanted.map(async (name) => {
      const submission = await openSubmission(name, course, files);
      return check === undefined ? submission : { ...submission, lab: onlyCheck(submission.lab, check) };
    }),
  );
}
