import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { everyVerdict, run } from "#reporters/testing/sample-run.ts";
import { classroom50Report } from "./classroom50.ts";

/** The contract of `result.json` as github.com/foundation50/classroom50 publishes it in schemas/result-v1.schema.json, in our own words. */
const text = { type: "string", minLength: 1 };
const points = { type: "integer", minimum: 0 };
const instant = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$" };
const test = {
  type: "object",
  required: ["test-name", "passed", "score", "max-score"],
  properties: { "test-name": text, passed: { type: "boolean" }, score: points, "max-score": points },
};
const required = {
  schema: { const: "classroom50/result/v1" },
  classroom: text,
  assignment: text,
  assignment_type: { enum: ["individual", "group", "team"] },
  owner: text,
  submission: { type: "string", pattern: "^submit/" },
  commit: text,
  release: text,
  review: text,
  datetime: instant,
  score: points,
  "max-score": points,
  tests: { type: "array", items: test },
};
const validate = new Ajv2020().compile({
  type: "object",
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, graded_at: instant },
});

it("keeps to the contract of Classroom 50, and gives each check a test", () => {
  const report = classroom50Report(run(...everyVerdict.slice(0, 2)), {
    classroom: "cs-principles",
    assignment: "kubernetes",
    assignmentType: "individual",
    owner: "ada",
    submission: "submit/2026-11-22T03-00-00Z-a1b2c3d",
    commit: "https://example.org/commit/a1b2c3d",
    release: "https://example.org/releases/tag/submit",
    review: "https://example.org/compare/0...a1b2c3d",
  });
  const result: unknown = JSON.parse(report);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...(result as object), points: 1 })).toBe(false);
  expect(report).toMatchInlineSnapshot(`
    "{
      "schema": "classroom50/result/v1",
      "classroom": "cs-principles",
      "assignment": "kubernetes",
      "assignment_type": "individual",
      "owner": "ada",
      "submission": "submit/2026-11-22T03-00-00Z-a1b2c3d",
      "commit": "https://example.org/commit/a1b2c3d",
      "release": "https://example.org/releases/tag/submit",
      "review": "https://example.org/compare/0...a1b2c3d",
      "datetime": "2026-11-22T03:00:02Z",
      "graded_at": "2026-11-22T03:00:02Z",
      "score": 2,
      "max-score": 8,
      "tests": [
        {
          "test-name": "one: The check there",
          "passed": true,
          "score": 2,
          "max-score": 2
        },
        {
          "test-name": "one: The check ready",
          "passed": false,
          "score": 0,
          "max-score": 2,
          "status": "fail",
          "output": "found     1 of 3 are ready\\nexpected  Deployment/web status.readyReplicas 3\\nfound     1\\nexpected  Deployment/web spec.template {\\"spec\\":{\\"a\\":\\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\\nfound     nothing\\nexpected  Pod with app=web\\nfound     nothing\\nheld      true for 4.3 s at most\\nlabs/one/exercise/web.yaml:6:13\\n6 |   replicas: 1\\n  |             ^\\nobserved  Pod/web-1 ErrImagePull: no such image nginx:1.92\\nobserved  Pod/web-1 Failed\\nobserved  Pod/web-1 BackOff: again\\nhint      Look at \`spec.replicas\`."
        },
        {
          "test-name": "one: The check serves",
          "passed": false,
          "score": 0,
          "max-score": 2,
          "status": "blocked",
          "output": ""
        },
        {
          "test-name": "two: The check ready",
          "passed": false,
          "score": 0,
          "max-score": 2,
          "status": "blocked",
          "output": ""
        }
      ]
    }
    "
  `);
});
