import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import Ajv from "ajv-draft-04";
import { expect, it } from "vitest";
import { check, everyVerdict, run, verdict } from "#reporters/testing/sample-run.ts";
import { sarifReport } from "./sarif.ts";

const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

it("keeps to the schema of SARIF 2.1.0, and says what has a place in a file", () => {
  const text = sarifReport(run(...everyVerdict));
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(text).toMatchInlineSnapshot(`
    "{
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "checkride",
              "version": "0.1.0",
              "rules": [
                {
                  "id": "one/ready",
                  "shortDescription": {
                    "text": "The check ready"
                  }
                },
                {
                  "id": "unknown-field",
                  "shortDescription": {
                    "text": "unknown-field"
                  }
                },
                {
                  "id": "missing-field",
                  "shortDescription": {
                    "text": "missing-field"
                  }
                },
                {
                  "id": "empty-file",
                  "shortDescription": {
                    "text": "empty-file"
                  }
                }
              ]
            }
          },
          "columnKind": "utf16CodeUnits",
          "results": [
            {
              "ruleId": "one/ready",
              "level": "error",
              "message": {
                "text": "The check ready; found 1 of 3 are ready; expected Deployment/web status.readyReplicas 3; found 1; expected Deployment/web spec.template {\\"spec\\":{\\"a\\":\\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…; found nothing; expected Pod with app=web; found nothing; held true for 4.3 s at most"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "labs/one/exercise/web.yaml"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 13
                    }
                  }
                }
              ]
            },
            {
              "ruleId": "unknown-field",
              "level": "error",
              "message": {
                "text": "\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`? Correct the name or the level of indentation."
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "labs/one/exercise/web.yaml"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 3
                    }
                  }
                }
              ]
            },
            {
              "ruleId": "missing-field",
              "level": "error",
              "message": {
                "text": "\`spec.selector\` is missing, and it is required. Add it."
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "labs/one/exercise/web.yaml"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 3
                    }
                  }
                }
              ]
            },
            {
              "ruleId": "empty-file",
              "level": "error",
              "message": {
                "text": "The file holds no manifest. Write the manifest, or take the exercise's file again."
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "labs/one/exercise/other.yaml"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 1
                    }
                  }
                }
              ]
            }
          ]
        }
      ]
    }
    "
  `);
});

it("has no results for a pass, and is still a report", () => {
  const report: unknown = JSON.parse(sarifReport(run(verdict("pass", [check("ready", "pass")]))));
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report).toMatchObject({ runs: [{ results: [], tool: { driver: { rules: [] } } }] });
});

it("writes the file as an address", () => {
  const location = { file: "a b%é.yaml", line: 1, column: 1 };
  const odd = verdict("fail", [check("ready", "blocked")], {
    issues: [{ code: "unexpected-file", location, path: "" }],
  });
  expect(sarifReport(run(odd))).toContain('"uri": "labs/one/exercise/a%20b%25%C3%A9.yaml"');
});
