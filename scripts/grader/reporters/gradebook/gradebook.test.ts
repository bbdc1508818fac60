import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { classroom50Gradebook } from "./classroom50.ts";
import { csvGradebook } from "./csv.ts";
import type { ScoreRow } from "./score-row.ts";

const row = (own: Partial<ScoreRow>): ScoreRow => ({
  learner: "ada",
  lab: "self-healing",
  points: 7,
  of: 12,
  status: "fail",
  standing: "verified",
  reason: "",
  pull: 4,
  pullUrl: "https://github.com/octo/labs/pull/4",
  commitUrl: `https://github.com/octo/labs/commit/${"a".repeat(40)}`,
  reportUrl: "https://github.com/octo/labs/runs/9",
  sha: "a".repeat(40),
  time: "2026-11-22T03:00:02Z",
  submission: `sha256:${"b".repeat(64)}`,
  labDigest: `sha256:${"c".repeat(64)}`,
  trusted: "d".repeat(40),
  grader: `sha256:${"e".repeat(64)}`,
  image: "kindest/node:v1.36.4@sha256:f",
  ...own,
});

it("has a line for each lab of each pull request as CSV", () => {
  const nothing = { lab: "", points: 0, of: 0, submission: "", labDigest: "", trusted: "", grader: "", image: "" };
  const rows = [
    row({ late: true }),
    row({ ...nothing, status: "refused", standing: "tampered", reason: "protected-files", late: false }),
    row({ ...nothing, status: "none", standing: "none", time: "" }),
  ];
  expect(csvGradebook(rows)).toMatchInlineSnapshot(`
    "learner,lab,points,of,status,standing,late,reason,pull request,commit,time,submission,lab digest,main branch,grader,node image
    ada,self-healing,7,12,fail,verified,yes,,https://github.com/octo/labs/pull/4,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,2026-11-22T03:00:02Z,sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc,dddddddddddddddddddddddddddddddddddddddd,sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,kindest/node:v1.36.4@sha256:f
    ada,,,,refused,tampered,no,protected-files,https://github.com/octo/labs/pull/4,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,2026-11-22T03:00:02Z,,,,,
    ada,,,,none,none,,,https://github.com/octo/labs/pull/4,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,,,,,,
    "
  `);
  expect(csvGradebook([]).split("\r\n")).toHaveLength(2);
});

it("gives a spreadsheet no formula, and keeps every cell in its place", () => {
  const cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'a"b', "a,b", "a\nb", "plain"];
  const lines = csvGradebook(cells.map((learner) => row({ learner })))
    .split("\r\n")
    .slice(1);
  expect(lines.map((line) => line.slice(0, line.indexOf(",self-healing")))).toMatchInlineSnapshot(`
    [
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'	=1",
      ""'
    =1"",
      ""a""b"",
      ""a,b"",
      ""a
    b"",
      "plain",
      "",
    ]
  `);
});

/** The contract of `scores.json` as github.com/foundation50/classroom50 publishes it in schemas/scores-v1.schema.json, in our own words. */
const text = { type: "string", minLength: 1 };
const points = { type: "integer", minimum: 0 };
const record = {
  schema: { const: "classroom50/result/v1" },
  classroom: text,
  assignment_type: { enum: ["individual", "group"] },
  owner: text,
  submission: { type: "string", pattern: "^submit/" },
  commit: text,
  release: text,
  review: text,
  datetime: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" },
  score: points,
  "max-score": points,
  tests: {
    type: "array",
    items: {
      required: ["test-name", "passed", "score", "max-score"],
      properties: { "test-name": text, passed: { type: "boolean" }, score: points, "max-score": points },
    },
  },
};
const submissions = {
  type: "array",
  minItems: 1,
  items: { required: Object.keys(record), properties: { ...record, late: { type: "boolean" } } },
};
const entry = { required: ["owner", "submissions"], properties: { owner: text, submissions } };
const assignment = {
  additionalProperties: false,
  required: ["type", "entries"],
  properties: { type: { enum: ["individual", "group"] }, entries: { type: "array", items: entry } },
};
const validate = new Ajv2020({ strictTypes: false, strictRequired: false }).compile({
  type: "object",
  additionalProperties: false,
  required: ["schema", "assignments"],
  properties: {
    schema: { const: "classroom50/scores/v1" },
    assignments: {
      propertyNames: { pattern: "^[a-z0-9][a-z0-9-]{1,99}$" },
      additionalProperties: assignment,
    },
  },
});

it("keeps to the contract of Classroom 50, with verified scores alone", () => {
  const rows = [
    row({ late: false }),
    row({ pull: 7, points: 12, status: "pass", late: true }),
    row({ learner: "Grace", lab: "route-traffic" }),
    ...(["preview", "unverified", "tampered", "refused", "stale", "none"] as const).map((standing) =>
      row({ learner: standing, standing }),
    ),
    row({ learner: "broken-cluster", status: "error" }),
  ];
  const report = classroom50Gradebook(rows, "labs");
  const gradebook = JSON.parse(report) as { assignments: object };
  expect(validate(gradebook), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...gradebook, scores: [] })).toBe(false);
  expect(report).toMatchInlineSnapshot(`
    "{
      "schema": "classroom50/scores/v1",
      "assignments": {
        "self-healing": {
          "type": "individual",
          "entries": [
            {
              "owner": "ada",
              "submissions": [
                {
                  "schema": "classroom50/result/v1",
                  "classroom": "labs",
                  "assignment_type": "individual",
                  "owner": "ada",
                  "submission": "submit/2026-11-22T03-00-02Z-aaaaaaa",
                  "commit": "https://github.com/octo/labs/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "release": "https://github.com/octo/labs/runs/9",
                  "review": "https://github.com/octo/labs/pull/4",
                  "datetime": "2026-11-22T03:00:02Z",
                  "score": 12,
                  "max-score": 12,
                  "tests": [
                    {
                      "test-name": "self-healing",
                      "passed": true,
                      "score": 12,
                      "max-score": 12
                    }
                  ],
                  "late": true
                },
                {
                  "schema": "classroom50/result/v1",
                  "classroom": "labs",
                  "assignment_type": "individual",
                  "owner": "ada",
                  "submission": "submit/2026-11-22T03-00-02Z-aaaaaaa",
                  "commit": "https://github.com/octo/labs/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "release": "https://github.com/octo/labs/runs/9",
                  "review": "https://github.com/octo/labs/pull/4",
                  "datetime": "2026-11-22T03:00:02Z",
                  "score": 7,
                  "max-score": 12,
                  "tests": [
                    {
                      "test-name": "self-healing",
                      "passed": false,
                      "score": 7,
                      "max-score": 12
                    }
                  ],
                  "late": false
                }
              ]
            }
          ]
        },
        "route-traffic": {
          "type": "individual",
          "entries": [
            {
              "owner": "Grace",
              "submissions": [
                {
                  "schema": "classroom50/result/v1",
                  "classroom": "labs",
                  "assignment_type": "individual",
                  "owner": "Grace",
                  "submission": "submit/2026-11-22T03-00-02Z-aaaaaaa",
                  "commit": "https://github.com/octo/labs/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "release": "https://github.com/octo/labs/runs/9",
                  "review": "https://github.com/octo/labs/pull/4",
                  "datetime": "2026-11-22T03:00:02Z",
                  "score": 7,
                  "max-score": 12,
                  "tests": [
                    {
                      "test-name": "route-traffic",
                      "passed": false,
                      "score": 7,
                      "max-score": 12
                    }
                  ]
                }
              ]
            }
          ]
        }
      }
    }
    "
  `);
  expect(validate(JSON.parse(classroom50Gradebook([], "labs")))).toBe(true);
});
