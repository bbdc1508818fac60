import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { expect, it } from "vitest";
import { ATTACKS } from "#reporters/testing/sample-attacks.ts";
import { check, everyVerdict, run, verdict } from "#reporters/testing/sample-run.ts";
import { markdownReport } from "./report.ts";

/** How GitHub reads it: its Markdown with tables and addresses that become links by themselves. */
const read = (markdown: string): Root => unified().use(remarkParse).use(remarkGfm).parse(markdown);

it("tells each lab in a section: result, checks, and what is known of each failure", () => {
  expect(markdownReport(run(...everyVerdict))).toMatchInlineSnapshot(`
    "## ✗ One Deployment: fail: 2 of 6 points

    Preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

    | Result | Check | Points | Time |
    | - | - | -: | -: |
    | ✓ pass | 1. The check there | 2/2 | 1.5 s |
    | ✗ fail | 2. The check ready | 0/2 | 1.5 s |
    | – blocked by 2 | 3. The check serves | 0/2 | |

    ### ✗ 2. The check ready

    - found \`1 of 3 are ready\`
    - expected \`Deployment/web status.readyReplicas 3\`
    - found \`1\`
    - expected \`Deployment/web spec.template {"spec":{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\`
    - found \`nothing\`
    - expected \`Pod with app=web\`
    - found \`nothing\`
    - held \`true for 4.3 s at most\`

    \`\`\`
    labs/one/exercise/web.yaml:6:13
    6 |   replicas: 1
      |             ^
    \`\`\`

    - observed \`Pod/web-1 ErrImagePull: no such image nginx:1.92\`
    - observed \`Pod/web-1 Failed\`
    - observed \`Pod/web-1 BackOff: again\`

    Hint: Look at \`spec.replicas\`.

    ## ✗ Two Deployments: fail: 0 of 2 points

    No cluster was needed

    ### \`unknown-field\`

    \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?

    \`\`\`
    labs/one/exercise/web.yaml:6:3
    6 |   replicas: 1
      |   ^
    \`\`\`

    Next: Correct the name or the level of indentation.

    And 2 more after this one

    | Result | Check | Points |
    | - | - | -: |
    | – blocked | 1. The check ready | 0/2 |

    ## ! Three Deployments: error: no verdict was reached

    No cluster

    Cause: \`Docker does not answer. Start Docker and try again.\`

    | Result | Check | Points |
    | - | - | -: |
    | ! error | 1. The check reached | 0/2 |

    ## ? Four Deployments: unsupported: no verdict was reached

    Preview on a simulated cluster, Kubernetes v1.36.3, times are simulated

    | Result | Check | Points |
    | - | - | -: |
    | ? unsupported | 1. The check stopped | 0/2 |

    ### ? 1. The check stopped

    - cause \`a node of this cluster cannot be stopped\`
    "
  `);
});

it("lets nothing of a learner's become Markdown, HTML, a link or a mention", () => {
  const evil = ATTACKS.join("\n");
  const location = { file: `${evil}.yaml`, line: 1, column: 1 };
  const hostile = verdict(
    "fail",
    ATTACKS.map((attack, index) =>
      check(`check-${index}`, "fail", {
        message: attack,
        error: attack,
        mismatches: [{ object: attack, path: attack, expected: attack, actual: { [attack]: attack } }],
        observed: [{ kind: "event", object: attack, reason: attack, message: attack }],
        locations: [{ ...location, file: attack }],
        hints: [attack],
      }),
    ),
    {
      error: evil,
      issues: [{ code: "wrong-type", path: evil, location, expected: evil, actual: evil, suggestion: evil }],
    },
  );
  const harmless = run(
    verdict(
      "fail",
      ATTACKS.map((_, index) => check(`check-${index}`, "fail")),
    ),
  );
  const tree = read(markdownReport(run(hostile)));
  const kinds = (root: Root) => {
    const found = new Set<Nodes["type"]>();
    visit(root, (node) => void found.add(node.type));
    return [...found].sort();
  };
  expect(kinds(tree)).toEqual(
    [...kinds(read(markdownReport(harmless))), "code", "inlineCode", "list", "listItem"].sort(),
  );
  visit(tree, "text", ({ value }) => {
    expect(value).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./i);
  });
  const { children } = tree;
  expect(children.filter(({ type }) => type === "heading")).toHaveLength(2 + ATTACKS.length);
  expect(children.filter(({ type }) => type === "table")).toHaveLength(1);
  visit(tree, (node) => {
    if ("value" in node) expect(node.value).not.toMatch(/[^\P{C}\n\u200b]/u);
  });
});

it("fits in a comment: labs that do not fit are named without details", () => {
  const long = (id: string) =>
    verdict("fail", [check("ready", "fail", { message: "x".repeat(30_000) })], {
      lab: { id, title: id, digest: "sha256:0" },
    });
  const report = markdownReport(run(long("one"), long("two"), long("three")));
  expect(Buffer.byteLength(report)).toBeLessThan(60_500);
  expect(report.slice(report.lastIndexOf("Without"))).toMatchInlineSnapshot(`
    "Without details, for the report would be too long:

    - \`two\` fail: 0 of 2 points
    - \`three\` fail: 0 of 2 points
    "
  `);
});
