import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { expect, it } from "vitest";
import { ATTACKS } from "#reporters/testing/sample-attacks.ts";
import { check, everyVerdict, graded, verdict } from "#reporters/testing/sample-run.ts";
import { checkRun } from "./check-run.ts";
import { pullRequestComment } from "./comment.ts";
import { hiddenRecord, readRecord } from "./record.ts";
import { REFUSAL_CODES, refusalWords } from "./refusal.ts";
import { type PullRequestReport, reportRecord, reportTitle } from "./report.ts";
import { summaryMarkdown } from "./summary.ts";

const digest = `sha256:${"0".repeat(64)}`;
const url = "https://github.com/school/labs/actions/runs/500";

/** A report on these verdicts. */
function reportOn(verdicts: (typeof everyVerdict)[number][], more: Partial<PullRequestReport> = {}): PullRequestReport {
  const labs = verdicts.map((one) =>
    graded({
      ...one,
      lab: { ...one.lab, digest },
      submission: { digest },
      cluster: { kind: "kubernetes", version: "v1.36.4" },
    }),
  );
  const run = { id: 500, attempt: 1, created: "2026-11-22T10:00:00Z", url };
  const trusted = { sha: "b".repeat(40), grader: digest };
  return { run, sha: "a".repeat(40), trusted, pull: 7, labs, ...more };
}

const pass = verdict("pass", [check("there", "pass"), check("ready", "pass")]);
const [fail, issues, error, unsupported] = everyVerdict as [typeof pass, typeof pass, typeof pass, typeof pass];

it("has a title that says the score, and never calls our failure the learner's", () => {
  const two = verdict("fail", [check("one", "fail"), check("two", "fail"), check("three", "pass")]);
  const one = { ...issues, issues: issues.issues.slice(0, 1) };
  const preview = reportOn([fail]);
  const simulated = {
    ...preview.labs[0]!,
    verdict: { ...fail, cluster: { kind: "simulated", version: "v1.36.3" } as const },
  };
  const reports = {
    pass: reportOn([pass]),
    fail: reportOn([fail]),
    two: reportOn([two]),
    issue: reportOn([one]),
    issues: reportOn([issues]),
    labs: reportOn([pass, fail, two]),
    error: reportOn([pass, error]),
    unsupported: reportOn([unsupported]),
    preview: reportOn([], { labs: [simulated] }),
    both: reportOn([], { labs: [simulated], doubt: "same-repository" }),
    refused: reportOn([], { refusal: { code: "protected-files", details: [] }, doubt: "same-repository" }),
  };
  const said = Object.entries(reports).map(
    ([name, one]) => `${name}: ${checkRun(one).conclusion}, ${reportTitle(one)}`,
  );
  expect(said).toMatchInlineSnapshot(`
    [
      "pass: success, 4 of 4 points: every check passed",
      "fail: failure, 2 of 6 points: 1 check failed",
      "two: failure, 2 of 6 points: 2 checks failed",
      "issue: failure, 0 of 2 points: the files have an issue",
      "issues: failure, 0 of 2 points: the files have 3 issues",
      "labs: failure, 8 of 16 points: 3 checks failed",
      "error: action_required, No verdict: the grader failed, not your work",
      "unsupported: action_required, No verdict: the cluster of this grade cannot show what a check asks",
      "preview: failure, 2 of 6 points: 1 check failed (preview)",
      "both: failure, 2 of 6 points: 1 check failed (preview, unverified)",
      "refused: action_required, Not graded: protected files changed",
    ]
  `);
});

it("never concludes success where a simulated cluster decided, also about one of several labs, and says why", () => {
  const real = reportOn([pass]).labs[0]!;
  const simulated = {
    ...real,
    verdict: { ...real.verdict, cluster: { kind: "simulated", version: "v1.37.0" } as const },
  };
  const said = [[real], [simulated], [real, simulated]].map((labs) => {
    const { conclusion, title, summary } = checkRun(reportOn([], { labs }));
    return [
      conclusion,
      title,
      ...summary.split("\n").filter((line) => /simulated|neutral/.test(line) && !line.startsWith("<")),
    ];
  });
  const preview = "Preview: a simulated cluster decided. The verdict from a real cluster is the one that counts.";
  const neutral = "So this check is neutral, and no success.";
  expect(said).toEqual([
    ["success", "4 of 4 points: every check passed"],
    ["neutral", "4 of 4 points: every check passed (preview)", preview, neutral],
    ["neutral", "8 of 8 points: every check passed (preview)", preview, neutral],
  ]);
});

it("explains every refusal, and says of what is not the learner's doing that it is not", () => {
  const said = REFUSAL_CODES.map((code) => {
    const { what, next } = refusalWords({ code });
    return `${code}: ${what} Next: ${next}`;
  });
  expect(said).toMatchInlineSnapshot(`
    [
      "protected-files: A grade counts only where a pull request changes nothing but the files of an exercise. Next: Undo the changes to what is listed here, push again, and it will be graded.",
      "too-many-files: The pull request changes more files than can be looked through. Next: Begin a new branch at the repository's own, with the exercise's files alone.",
      "no-pull-request: No open pull request for the default branch has this commit as its newest. Next: Open the pull request (again), or push again.",
      "several-pull-requests: More than one pull request from this branch has this commit as its newest, and the grade belongs to one of them. Next: Leave one of them open, for the default branch, and push once more.",
      "base-changed: The pull request was for another branch when the grade began. Next: Push once more (\`git commit --allow-empty\`).",
      "run-cancelled: The grade was cancelled or ran out of time. This says nothing about the work that was handed in. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "no-grades: The grade ended without a verdict. This says nothing about the work that was handed in. Next: Its log says why. Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "grades-unreadable: What the grade uploaded is not a verdict as Checkride writes it. This says nothing about the work that was handed in. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "grades-impossible: No grade of this lab ends like that. This says nothing about the work that was handed in. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "labs-differ: The pull request changes an exercise that was not graded. This says nothing about the work that was handed in. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "files-differ: The verdict is about other files than the pull request has. This says nothing about the work that was handed in. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.",
      "lab-changed: The lab was changed after the grade. This says nothing about the work that was handed in. Next: Update the branch from the default branch and push: that is graded with the lab as it is now.",
      "grader-changed: The grade was made by another grader than the default branch has by now. This says nothing about the work that was handed in. Next: Update the branch from the default branch and push: that is graded with the grader as it is now.",
      "lab-broken: The lab's own files are wrong on the default branch. This says nothing about the work that was handed in. Next: Its author corrects them: \`npm run checkride -- prove\` says what is wrong.",
    ]
  `);
});

it("tells several labs with their pages, and what the earlier pushes got", () => {
  const report = reportOn([fail, pass], { site: "https://school.example/labs/", doubt: "same-repository" });
  const before = {
    ...reportRecord(report),
    history: [
      { sha: "b".repeat(40), status: "refused", points: 0, of: 0 },
      { sha: "c".repeat(40), status: "error", points: 0, of: 6 },
      { sha: "d".repeat(40), status: "pass", points: 6, of: 6 },
    ] as const,
  };
  const comment = pullRequestComment(report, before as never);
  expect([comment.slice(comment.indexOf("\n"), comment.indexOf("### ")), comment.slice(comment.indexOf("## Scores"))])
    .toMatchInlineSnapshot(`
      [
        "
      ## 6 of 10 points: 1 check failed (unverified)

      **✗ 6 of 10 points** · Kubernetes v1.36.4 · commit aaaaaaa · [log of the grade](https://github.com/school/labs/actions/runs/500)

      Unverified: the pull request stays inside one repository, so whoever opened it could change the grader as well.

      | Lab | Result | Checks passed |
      | - | - | - |
      | [One Deployment](https://school.example/labs/labs/one/) | ✗ fail: 2 of 6 points | 1 of 3 |
      | [One Deployment](https://school.example/labs/labs/one/) | ✓ pass: 4 of 4 points | 2 of 2 |

      ## ✗ One Deployment: fail: 2 of 6 points

      Kubernetes v1.36.4

      | Result | Check | Points | Time |
      | - | - | -: | -: |
      | ✓ pass | 1. The check there | 2/2 | 1.5 s |
      | ✗ fail | 2. The check ready | 0/2 | 1.5 s |
      | – blocked by 2 | 3. The check serves | 0/2 | |

      ",
        "## Scores up to now

      | Commit | Score |
      | - | - |
      | \`bbbbbbb\` | not graded |
      | \`ccccccc\` | no verdict |
      | \`ddddddd\` | ✓ 6 of 6 points |
      | \`aaaaaaa\` | ✗ 6 of 10 points |
      ",
      ]
    `);
});

it("says of an error what to do, and that it costs nothing", () => {
  expect(summaryMarkdown(reportOn([error]))).toMatchInlineSnapshot(`
    "**No score** · Three Deployments · Kubernetes v1.36.4 · commit aaaaaaa · [log of the grade](https://github.com/school/labs/actions/runs/500)

    The grade itself failed, which costs no points. Next: Push once more (\`git commit --allow-empty\`), or let the teacher run it again: Checks → grade → Re-run jobs.
    "
  `);
});

it("reads its record again, and none that stands anywhere else or does not follow its schema", () => {
  const record = reportRecord(reportOn([fail]));
  const hidden = hiddenRecord(record);
  expect(readRecord(`${hidden}\n\nmore`)).toEqual(record);
  expect(readRecord(`${hidden}\r\nmore`)).toEqual(record);
  const others = [
    undefined,
    null,
    "",
    "hello",
    `\n${hidden}`,
    ` ${hidden}`,
    `> ${hidden}`,
    `${hidden} more`,
    hidden.replace('"points":2', '"points":-2'),
    hidden.replace('"version":1', '"version":1,"extra":1'),
    hidden.replace("{", "{{"),
  ];
  for (const text of others) expect(readRecord(text)).toBeUndefined();
});

it("keeps its record closed whatever is in it", () => {
  const record = { ...reportRecord(reportOn([fail])), refusal: "--><script>" };
  expect(hiddenRecord(record).match(/-->/g)).toHaveLength(1);
});

/** How GitHub reads it: its Markdown with tables and addresses that become links by themselves. */
const read = (markdown: string): Root => unified().use(remarkParse).use(remarkGfm).parse(markdown);

function kinds(root: Root): Nodes["type"][] {
  const found = new Set<Nodes["type"]>();
  visit(root, (node) => void found.add(node.type));
  return [...found].sort();
}

it("lets nothing of a learner's become Markdown, HTML, a link or a mention", () => {
  const report = reportOn([
    verdict(
      "fail",
      ATTACKS.map((attack, index) =>
        check(`check-${index}`, "fail", {
          message: attack,
          mismatches: [{ object: attack, path: attack, expected: attack, actual: { [attack]: attack } }],
          observed: [{ kind: "event", object: attack, reason: attack, message: attack }],
          locations: [{ file: attack, line: 1, column: 1 }],
        }),
      ),
    ),
  ]);
  const hostile = {
    ...report,
    labs: report.labs.map((lab) => ({ ...lab, sources: new Map(ATTACKS.map((one) => [one, one])) })),
  };
  const refused = reportOn([], { refusal: { code: "protected-files", details: [...ATTACKS] } });
  const plain = reportOn([
    verdict("fail", [check("one", "fail", { message: "x", locations: [{ file: "x", line: 1, column: 1 }] })]),
  ]);
  for (const [text, harmless] of [
    [pullRequestComment(hostile), pullRequestComment(plain)],
    [checkRun(hostile).text, checkRun(plain).text],
    [
      pullRequestComment(refused),
      pullRequestComment(reportOn([], { refusal: { code: "protected-files", details: ["x"] } })),
    ],
  ] as const) {
    const tree = read(text);
    expect(kinds(tree)).toEqual(kinds(read(harmless)));
    visit(tree, "link", (link) => expect(link.url).toBe(url));
    visit(tree, "html", ({ value }) => expect(readRecord(value)).toBeDefined());
    visit(tree, "text", ({ value }, _, parent) => {
      if (parent?.type !== "link") expect(value).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./i);
    });
    visit(tree, (node) => {
      if ("value" in node) expect(node.value).not.toMatch(/[^\P{C}\n\u200b]/u);
    });
  }
});

it("puts no learner's text that is Markdown into a title or an annotation", () => {
  const { title, annotations } = checkRun(
    reportOn([
      verdict(
        "fail",
        ATTACKS.map((attack, index) =>
          check(`check-${index}`, "fail", { message: attack, locations: [{ file: "web.yaml", line: 1, column: 1 }] }),
        ),
      ),
    ]),
  );
  expect(title).toBe(`0 of ${2 * ATTACKS.length} points: ${ATTACKS.length} checks failed`);
  expect(annotations).toHaveLength(ATTACKS.length);
  for (const { message } of annotations) expect(message).not.toMatch(/[^\P{C}\n\u200b]/u);
});

it("annotates only lines that the commit has", () => {
  const at = (file: string, line: number) =>
    check(`${file}-${line}`, "fail", { locations: [{ file, line, column: 1 }] });
  const { annotations } = checkRun(
    reportOn([verdict("fail", [at("web.yaml", 1), at("web.yaml", 900), at("none.yaml", 1), at("../x.yaml", 1)])]),
  );
  expect(annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toEqual(["labs/one/exercise/web.yaml:1"]);
});

it("stays below GitHub's limits with twenty labs of long texts: labs without room are named", () => {
  const long = "\u{1f600}".repeat(500);
  const one = verdict(
    "fail",
    Array.from({ length: 20 }, (_, index) => check(`check-${index}`, "fail", { message: long })),
  );
  const report = reportOn(Array.from({ length: 20 }, () => one));
  const comment = pullRequestComment(report);
  const { summary, text } = checkRun(report);
  expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
  expect(Buffer.byteLength(text)).toBeLessThan(65_535);
  expect(Buffer.byteLength(summary)).toBeLessThan(65_535);
  expect(comment).toContain("Without details, for the report would be too long:");
});
