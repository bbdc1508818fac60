import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GRADER, LAB, type SampleClass, sampleClass, SUBMISSION } from "#action/testing/sample-class.ts";
import { digestOf } from "#core/digest.ts";
import { checkVerdict, makeVerdict } from "#core/verdict.ts";
import { courseAt } from "#course/course.ts";
import { openLab } from "#course/labs.ts";
import { readRecord } from "#reporters/pull-request/record.ts";

const timings = { read: 1, cluster: 1, apply: 1, checks: 1 };
const CHECK = `  - id: ID
    title: A check
    points: 1
    objects: { apiVersion: v1, kind: Pod }
    matches: { metadata: { name: web } }
    hints: [{ say: Look. }]
`;

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

it("reports a verdict on its pull request: a check run on the commit, and a comment", async () => {
  await sample.upload();
  expect(await sample.report()).toMatchInlineSnapshot(`"Reported on pull request 7: 7 of 10 points: 1 check failed"`);
  const { checkRuns, comments } = sample.github.state;
  expect(checkRuns).toHaveLength(1);
  expect(checkRuns[0]).toMatchInlineSnapshot(`
    {
      "annotations": [
        {
          "annotation_level": "failure",
          "end_line": 6,
          "message": "expected: Pod/web metadata.labels.app "web"
    found: "wep"
    observed: Pod/web Started: Started container web
    hint: Compare the labels.",
          "path": "labs/web/exercise/web.yaml",
          "start_line": 6,
          "title": "Its objects have labels",
        },
      ],
      "app": "github-actions",
      "completed_at": null,
      "conclusion": "failure",
      "details_url": "https://github.com/school/labs/actions/runs/500",
      "external_id": "",
      "head_sha": "5b6522d9900ca13ca272b2e095b77665d1f02d72",
      "id": 1002,
      "name": "Checkride",
      "output": {
        "summary": "<!-- checkride:record {"version":1,"run":500,"attempt":1,"created":"2026-11-22T10:00:00Z","pull":7,"sha":"5b6522d9900ca13ca272b2e095b77665d1f02d72","trusted":{"sha":"d8a9d20a6da9f0d0e6d9b7cd6826fdcba1047bd7","grader":"sha256:9999999999999999999999999999999999999999999999999999999999999999"},"verified":true,"status":"fail","points":7,"of":10,"labs":[{"id":"web","status":"fail","points":7,"of":10,"preview":false,"lab":"sha256:f7af8c45346ac707d33cb0002d46d15d1e78c4d54f0ca772b424987ffd31a5f8","submission":"sha256:e8fb63a8f4e093953ca2c812d25614e6d510e08cab116b2d86c7f6ba12c35608","image":"kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5"}]} -->

    **✗ 7 of 10 points** · Serve a page · Kubernetes v1.37.0 · commit 5b6522d · [log of the grade](https://github.com/school/labs/actions/runs/500)
    ",
        "text": "## ✗ Serve a page: fail: 7 of 10 points

    Kubernetes v1.37.0

    | Result | Check | Points | Time |
    | - | - | -: | -: |
    | ✓ pass | 1. The Pod is Ready | 2/2 | 1.2 s |
    | ✓ pass | 2. It answers | 3/3 | 0.3 s |
    | ✗ fail | 3. Its objects have labels | 2/5 | 30 s |

    ### ✗ 3. Its objects have labels

    - expected \`Pod/web metadata.labels.app "web"\`
    - found \`"wep"\`

    \`\`\`
    labs/web/exercise/web.yaml:6:10
    6 |     app: wep
      |          ^
    \`\`\`

    - observed \`Pod/web Started: Started container web\`

    Hint: Compare the labels.
    ",
        "title": "7 of 10 points: 1 check failed",
      },
      "status": "completed",
    }
  `);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toMatchInlineSnapshot(`
    "<!-- checkride:record {"version":1,"run":500,"attempt":1,"created":"2026-11-22T10:00:00Z","pull":7,"sha":"5b6522d9900ca13ca272b2e095b77665d1f02d72","trusted":{"sha":"d8a9d20a6da9f0d0e6d9b7cd6826fdcba1047bd7","grader":"sha256:9999999999999999999999999999999999999999999999999999999999999999"},"verified":true,"status":"fail","points":7,"of":10,"labs":[{"id":"web","status":"fail","points":7,"of":10,"preview":false,"lab":"sha256:f7af8c45346ac707d33cb0002d46d15d1e78c4d54f0ca772b424987ffd31a5f8","submission":"sha256:e8fb63a8f4e093953ca2c812d25614e6d510e08cab116b2d86c7f6ba12c35608","image":"kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5"}],"history":[{"sha":"5b6522d9900ca13ca272b2e095b77665d1f02d72","status":"fail","points":7,"of":10}]} -->
    ## 7 of 10 points: 1 check failed

    **✗ 7 of 10 points** · Serve a page · Kubernetes v1.37.0 · commit 5b6522d · [log of the grade](https://github.com/school/labs/actions/runs/500)

    ## ✗ Serve a page: fail: 7 of 10 points

    Kubernetes v1.37.0

    | Result | Check | Points | Time |
    | - | - | -: | -: |
    | ✓ pass | 1. The Pod is Ready | 2/2 | 1.2 s |
    | ✓ pass | 2. It answers | 3/3 | 0.3 s |
    | ✗ fail | 3. Its objects have labels | 2/5 | 30 s |

    ### ✗ 3. Its objects have labels

    - expected \`Pod/web metadata.labels.app "web"\`
    - found \`"wep"\`

    \`\`\`
    labs/web/exercise/web.yaml:6:10
    6 |     app: wep
      |          ^
    \`\`\`

    - observed \`Pod/web Started: Started container web\`

    Hint: Compare the labels.
    "
  `);
  expect(sample.github.requests).toMatchInlineSnapshot(`
    [
      "GET /repos/school/labs/pulls?state=all&head=learner%3Amy-work&per_page=100",
      "GET /repos/school/labs/issues/7/events?per_page=100",
      "GET /repos/school/labs/pulls/7/files?per_page=100",
      "GET /repos/school/labs/compare/d8a9d20a6da9f0d0e6d9b7cd6826fdcba1047bd7...5b6522d9900ca13ca272b2e095b77665d1f02d72?per_page=1",
      "GET /repos/school/labs/git/trees/d8a9d20a6da9f0d0e6d9b7cd6826fdcba1047bd7?recursive=1",
      "GET /repos/school/labs/git/trees/5b6522d9900ca13ca272b2e095b77665d1f02d72?recursive=1",
      "GET /repos/school/labs/git/blobs/52abbf75a221394834ac9b798340659b4bb92045",
      "GET /repos/school/labs/actions/runs/500/artifacts?name=checkride-grades&per_page=100",
      "GET /repos/school/labs/actions/artifacts/1001/zip",
      "GET /repos/school/labs/pulls/7",
      "GET /repos/school/labs/commits/5b6522d9900ca13ca272b2e095b77665d1f02d72/check-runs?check_name=Checkride&filter=all&per_page=100",
      "POST /repos/school/labs/check-runs",
      "GET /repos/school/labs/issues/7/comments?per_page=100",
      "POST /repos/school/labs/issues/7/comments",
    ]
  `);
});

it("asks once for files with the same bytes: 16 requests for a pull request of 300", async () => {
  const names = Array.from({ length: 300 }, (_, index) => `file-${String(index).padStart(3, "0")}.yaml`);
  sample.push(Object.fromEntries(names.map((name) => [`labs/web/exercise/${name}`, "kind: Pod\n"])));
  const bytes = new TextEncoder().encode("kind: Pod\n");
  const submission = { digest: digestOf(names.slice(0, 21).map((name) => ({ name, bytes }))) };
  const location = { file: "file-020.yaml", line: 1, column: 1 };
  const tooMany = { code: "too-many-files", location, path: "", expected: 20 } as const;
  const result = { status: "blocked" as const, issues: [tooMany] };
  const verdict = makeVerdict({ lab: sample.lab, files: [], cluster: undefined, result, timings });
  await sample.upload({ version: 1, verdicts: [{ ...verdict, submission, grader: { digest: GRADER } }] });
  expect(await sample.report()).toMatchInlineSnapshot(
    `"Reported on pull request 7: 0 of 10 points: the files have an issue"`,
  );
  expect(sample.github.requests).toHaveLength(16);
  expect(sample.github.state.checkRuns[0]?.annotations).toMatchInlineSnapshot(`
    [
      {
        "annotation_level": "failure",
        "end_line": 1,
        "message": "There are more than 20 files.
    Next: Remove the files that do not belong to the exercise.",
        "path": "labs/web/exercise/file-020.yaml",
        "start_line": 1,
        "title": "too-many-files",
      },
    ]
  `);
});

it("writes more than 50 annotations in several requests, most important first", async () => {
  const lines = Array.from({ length: 130 }, (_, index) => `  # ${index}\n`).join("");
  const checks = Array.from({ length: 120 }, (_, index) => CHECK.replace("ID", `check-${index}`)).join("");
  writeFileSync(join(sample.labs, "web/lab.yaml"), LAB.slice(0, LAB.indexOf("  - id")) + checks);
  const lab = await openLab("web", courseAt(dirname(sample.labs)));
  sample.push({ "labs/web/exercise/web.yaml": lines });
  const failed = lab.file.checks.map((check, index) =>
    checkVerdict(check, "fail", {
      mismatches: [{ path: "x", expected: 1 }],
      locations: [{ file: "web.yaml", line: index + 1, column: 1 }],
    }),
  );
  const files = [{ name: "web.yaml", bytes: new TextEncoder().encode(lines) }];
  const verdict = makeVerdict({ lab, files, cluster: undefined, result: { checks: failed }, timings });
  const [grader, cluster] = [{ digest: GRADER }, { kind: "kubernetes", version: "v1.37.0" }];
  await sample.upload({ version: 1, verdicts: [{ ...verdict, grader, cluster }] });
  await sample.report();
  const [run] = sample.github.state.checkRuns;
  expect(run?.annotations.map(({ start_line }) => start_line)).toEqual(lab.file.checks.map((_, index) => index + 1));
  expect(sample.github.requests.filter((request) => /^(POST|PATCH).*check-runs/.test(request))).toHaveLength(3);
});

it("shows a lab's page where the repository names a site by https, and no other address", async () => {
  const { repository } = sample.github.state;
  await sample.upload();
  repository.homepage = "javascript:alert(1)";
  await sample.report();
  expect(sample.github.state.comments[0]?.body).toContain("points** · Serve a page · Kubernetes");
  repository.homepage = "https://school.example/labs";
  await sample.report({ ...sample.run, attempt: 2 });
  expect(sample.github.state.comments[0]?.body).toContain(
    "points** · [Serve a page](https://school.example/labs/labs/web/) · Kubernetes",
  );
});

it("says that a lab's own files are wrong, and whose they are", async () => {
  await sample.upload();
  writeFileSync(join(sample.labs, "web/lab.yaml"), "version: 2\n");
  expect(await sample.report()).toBe("Reported on pull request 7: Not graded: the lab cannot be read");
});

it("reports several labs together", async () => {
  sample.push({ "labs/web/exercise/web.yaml": SUBMISSION, "labs/other/exercise/web.yaml": SUBMISSION });
  const other = { ...sample.verdict(), lab: { ...sample.verdict().lab, id: "other" } };
  await sample.upload({ version: 1, verdicts: [sample.verdict(), other] });
  expect(await sample.report()).toBe("Reported on pull request 7: 14 of 20 points: 2 checks failed");
  expect(readRecord(sample.github.state.checkRuns[0]?.output.summary)?.labs.map(({ id }) => id)).toEqual([
    "other",
    "web",
  ]);
});

it("a lab that the pull request touches without a change takes no grade from the others", async () => {
  const exercise = "apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: web\r\n";
  sample.push({ "labs/web/exercise/web.yaml": SUBMISSION, "labs/other/exercise/web.yaml": exercise });
  await sample.upload();
  expect(await sample.report()).toBe("Reported on pull request 7: 7 of 10 points: 1 check failed");
  sample.push({ "labs/other/exercise/web.yaml": exercise });
  expect(await sample.report()).toBe("Nothing is reported: no file of an exercise was changed.");
});

it("a lab that hands out its node leaves no proof, and says so", async () => {
  const lab = LAB.replace(
    "minutes: 10\n",
    "minutes: 10\ncluster: { real: true, scope: cluster, podSecurity: privileged }\n",
  );
  expect(lab).not.toBe(LAB);
  writeFileSync(join(sample.labs, "web/lab.yaml"), lab);
  sample.lab = await openLab("web", courseAt(dirname(sample.labs)));
  await sample.upload();
  expect(await sample.report()).toMatchInlineSnapshot(
    `"Reported on pull request 7: 7 of 10 points: 1 check failed (unverified)"`,
  );
  const [checkRun] = sample.github.state.checkRuns;
  expect(readRecord(checkRun?.output.summary)).toMatchObject({ verified: false, points: 7 });
  expect(checkRun?.output.summary).toContain("Unverified: a lab of it gives its Pods the node");
});
