import { UsageError } from "#commands/cli/usage-error.ts";
import type { ClassroomSubmission } from "#reporters/formats/classroom50.ts";

/** The variable that Classroom 50's runner sets for each part; the first that is there counts. */
const VARIABLES: Record<keyof ClassroomSubmission, readonly string[]> = {
  classroom: ["CLASSROOM"],
  assignment: ["ASSIGNMENT"],
  assignmentType: ["ASSIGNMENT_TYPE"],
  owner: ["OWNER", "USERNAME"],
  submission: ["SUBMISSION_TAG"],
  commit: ["COMMIT_URL"],
  release: ["RELEASE_URL"],
  review: ["REVIEW_URL", "COMMIT_URL"],
};

/** Whose work is graded, from the environment of Classroom 50's runner. Throws {@link UsageError} with the variables that are missing. */
export function classroomSubmission(env: NodeJS.ProcessEnv): ClassroomSubmission {
  const read = (names: readonly string[]) => names.map((name) => env[name]).find(Boolean);
  const parts = Object.entries(VARIABLES).map(([part, names]) => [part, read(names)] as const);
  const missing = parts.filter(([part, value]) => value === undefined && part !== "assignmentType");
  if (missing.length > 0) {
    const names = missing.map(([part]) => VARIABLES[part as keyof ClassroomSubmission].join(" or "));
    throw new UsageError(
      `The format classroom50 says whose work was graded, and the environment does not: ${names.join(", ")} missing.\n` +
        "Next: run it from an autograder of Classroom 50, or take --format json.",
    );
  }
  return {
    assignmentType: "individual",
    ...Object.fromEntries(parts.filter(([, value]) => value !== undefined)),
  } as ClassroomSubmission;
}
