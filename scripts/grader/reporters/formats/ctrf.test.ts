import { Ajv } from "ajv";
import { schema } from "ctrf";
import { expect, it } from "vitest";
import { everyVerdict, run } from "#reporters/testing/sample-run.ts";
import { ctrfReport } from "./ctrf.ts";

const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

it("keeps to the schema that CTRF publishes, and gives each check a test", () => {
  const text = ctrfReport(run(...everyVerdict));
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(text).toMatchInlineSnapshot(`
    "{
      "reportFormat": "CTRF",
      "specVersion": "1.0.0",
      "generatedBy": "checkride 0.1.0",
      "timestamp": "2026-11-22T03:00:02.000Z",
      "results": {
        "tool": {
          "name": "checkride",
          "version": "0.1.0"
        },
        "summary": {
          "tests": 9,
          "passed": 1,
          "failed": 4,
          "skipped": 3,
          "pending": 0,
          "other": 1,
          "start": 1795316400000,
          "stop": 1795316402000
        },
        "tests": [
          {
            "name": "The check there",
            "status": "passed",
            "rawStatus": "pass",
            "duration": 1500,
            "suite": [
              "one"
            ],
            "extra": {
              "check": "there",
              "points": 2,
              "of": 2
            }
          },
          {
            "name": "The check ready",
            "status": "failed",
            "rawStatus": "fail",
            "duration": 1500,
            "suite": [
              "one"
            ],
            "message": "found 1 of 3 are ready, expected Deployment/web status.readyReplicas 3, found 1, expected Deployment/web spec.template {\\"spec\\":{\\"a\\":\\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…, found nothing, expected Pod with app=web, found nothing, held true for 4.3 s at most",
            "trace": "found     1 of 3 are ready\\nexpected  Deployment/web status.readyReplicas 3\\nfound     1\\nexpected  Deployment/web spec.template {\\"spec\\":{\\"a\\":\\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\\nfound     nothing\\nexpected  Pod with app=web\\nfound     nothing\\nheld      true for 4.3 s at most\\nlabs/one/exercise/web.yaml:6:13\\n6 |   replicas: 1\\n  |             ^\\nobserved  Pod/web-1 ErrImagePull: no such image nginx:1.92\\nobserved  Pod/web-1 Failed\\nobserved  Pod/web-1 BackOff: again\\nhint      Look at \`spec.replicas\`.",
            "filePath": "labs/one/exercise/web.yaml",
            "line": 6,
            "extra": {
              "check": "ready",
              "points": 0,
              "of": 2
            }
          },
          {
            "name": "The check serves",
            "status": "skipped",
            "rawStatus": "blocked",
            "duration": 0,
            "suite": [
              "one"
            ],
            "message": "needs ready",
            "extra": {
              "check": "serves",
              "points": 0,
              "of": 2
            }
          },
          {
            "name": "\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?",
            "status": "failed",
            "rawStatus": "fail",
            "duration": 0,
            "suite": [
              "two"
            ],
            "message": "\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?",
            "trace": "labs/one/exercise/web.yaml:6:3\\n6 |   replicas: 1\\n  |   ^\\nnext      Correct the name or the level of indentation.",
            "filePath": "labs/one/exercise/web.yaml",
            "line": 6,
            "extra": {
              "check": "unknown-field",
              "points": 0,
              "of": 0
            }
          },
          {
            "name": "\`spec.selector\` is missing, and it is required.",
            "status": "failed",
            "rawStatus": "fail",
            "duration": 0,
            "suite": [
              "two"
            ],
            "message": "\`spec.selector\` is missing, and it is required.",
            "trace": "labs/one/exercise/web.yaml:6:3\\n6 |   replicas: 1\\n  |   ^\\nnext      Add it.",
            "filePath": "labs/one/exercise/web.yaml",
            "line": 6,
            "extra": {
              "check": "missing-field",
              "points": 0,
              "of": 0
            }
          },
          {
            "name": "The file holds no manifest.",
            "status": "failed",
            "rawStatus": "fail",
            "duration": 0,
            "suite": [
              "two"
            ],
            "message": "The file holds no manifest.",
            "trace": "labs/one/exercise/other.yaml:1:1\\nnext      Write the manifest, or take the exercise's file again.",
            "filePath": "labs/one/exercise/other.yaml",
            "line": 1,
            "extra": {
              "check": "empty-file",
              "points": 0,
              "of": 0
            }
          },
          {
            "name": "The check ready",
            "status": "skipped",
            "rawStatus": "blocked",
            "duration": 0,
            "suite": [
              "two"
            ],
            "message": "\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?",
            "extra": {
              "check": "ready",
              "points": 0,
              "of": 2
            }
          },
          {
            "name": "The check reached",
            "status": "other",
            "rawStatus": "error",
            "duration": 0,
            "suite": [
              "three"
            ],
            "message": "Docker does not answer. Start Docker and try again.",
            "extra": {
              "check": "reached",
              "points": 0,
              "of": 2
            }
          },
          {
            "name": "The check stopped",
            "status": "skipped",
            "rawStatus": "unsupported",
            "duration": 1500,
            "suite": [
              "four"
            ],
            "message": "cause a node of this cluster cannot be stopped",
            "trace": "cause     a node of this cluster cannot be stopped",
            "extra": {
              "check": "stopped",
              "points": 0,
              "of": 2
            }
          }
        ]
      }
    }
    "
  `);
});

it("would not keep to it with a key that CTRF does not know", () => {
  expect(validate({ ...JSON.parse(ctrfReport(run(...everyVerdict))), points: 2 })).toBe(false);
});
