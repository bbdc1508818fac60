import type { GradeRun } from "#reporters/graded-lab.ts";
import { checkDetails } from "#reporters/words/detail-lines.ts";

/** Whose work of which class was graded, as Classroom 50's runner says it. */
export interface ClassroomSubmission {
  classroom: string;
  assignment: string;
  assignmentType: string;
  owner: string;
  /** The tag of the submission, `submit/…`. */
  submission: string;
  /** Addresses of the commit, of its release and of the whole difference. */
  commit: string;
  release: string;
  review: string;
}

/** The run as `classroom50/result/v1`, the file `result.json` of Classroom 50: a test for each check, its points as score. */
export function classroom50Report({ labs, ended }: GradeRun, submission: ClassroomSubmission): string {
  const tests = labs.flatMap((lab) =>
    lab.verdict.checks.map((check) => ({
      "test-name": `${lab.verdict.lab.id}: ${check.title}`,
      passed: check.status === "pass",
      score: check.points,
      "max-score": check.of,
      ...(check.status !== "pass" && { status: check.status, output: checkDetails(check, lab).join("\n") }),
    })),
  );
  const total = (part: "score" | "max-score") => tests.reduce((sum, test) => sum + test[part], 0);
  const now = `${new Date(ended).toISOString().slice(0, 19)}Z`;
  const result = {
    schema: "classroom50/result/v1",
    classroom: submission.classroom,
    assignment: submission.assignment,
    assignment_type: submission.assignmentType,
    owner: submission.owner,
    submission: submission.submission,
    commit: submission.commit,
    release: submission.release,
    review: submission.review,
    // The runner writes the time of the commit in its place.
    datetime: now,
    graded_at: now,
    score: total("score"),
    "max-score": total("max-score"),
    tests,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
