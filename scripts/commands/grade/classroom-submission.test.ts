import { expect, it } from "vitest";
import { classroomSubmission } from "./classroom-submission.ts";

const runner = {
  CLASSROOM: "cs-principles",
  ASSIGNMENT: "kubernetes",
  USERNAME: "ada",
  SUBMISSION_TAG: "submit/2026-11-22T03-00-00Z-a1b2c3d",
  COMMIT_URL: "https://example.org/commit/a1b2c3d",
  RELEASE_URL: "https://example.org/releases/tag/submit",
};

it("reads what Classroom 50's runner says", () => {
  expect(classroomSubmission(runner)).toMatchInlineSnapshot(`
    {
      "assignment": "kubernetes",
      "assignmentType": "individual",
      "classroom": "cs-principles",
      "commit": "https://example.org/commit/a1b2c3d",
      "owner": "ada",
      "release": "https://example.org/releases/tag/submit",
      "review": "https://example.org/commit/a1b2c3d",
      "submission": "submit/2026-11-22T03-00-00Z-a1b2c3d",
    }
  `);
  const group = { ...runner, ASSIGNMENT_TYPE: "group", REVIEW_URL: "https://example.org/compare" };
  expect(classroomSubmission(group)).toMatchObject({ assignmentType: "group", review: "https://example.org/compare" });
});

it("names what is missing", () => {
  const { USERNAME: _user, RELEASE_URL: _release, ...rest } = runner;
  expect(() => classroomSubmission(rest)).toThrowErrorMatchingInlineSnapshot(`
    [UsageError: The format classroom50 says whose work was graded, and the environment does not: OWNER or USERNAME, RELEASE_URL missing.
    Next: run it from an autograder of Classroom 50, or take --format json.]
  `);
});
