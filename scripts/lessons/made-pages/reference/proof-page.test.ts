import { expect, test } from "vitest";
import type { ProofTable } from "#reporters/proof/table.ts";
import { proofMarkdown } from "./proof-page.ts";

type FileSet = ProofTable["labs"][number]["sets"][number];

function set(name: string, more: Partial<FileSet>): FileSet {
  return {
    name,
    expected: { outcome: "pass" },
    status: "pass",
    points: 4,
    of: 4,
    failed: [],
    issues: [],
    proven: true,
    milliseconds: 1,
    ...more,
  };
}

const exercise = set("exercise", { expected: { outcome: "not pass" }, status: "fail", points: 1, failed: ["ready"] });
const mistake = set("mistakes/typo", {
  expected: { outcome: "refused", issues: ["unknown-field"] },
  status: "fail",
  points: 0,
  issues: ["unknown-field"],
});
const simulated: ProofTable = {
  version: 1,
  cluster: { kind: "simulated", version: "v1.36.3" },
  labs: [
    {
      id: "self-healing",
      title: "Self-healing",
      date: "2026-11-22",
      sets: [exercise, set("solution", {}), mistake],
      harmless: { tried: 11, passed: 11 },
      mutants: {
        tried: 40,
        killed: 38,
        survivors: [
          { file: "deployment.yaml", line: 7, path: "spec.replicas", change: "3 → 4" },
          { file: "deployment.yaml", line: 20, path: "spec.x", change: "removed", equivalent: "It is the default." },
        ],
      },
    },
  ],
};

test("each lab has its table, its kill rate and its survivors", () => {
  const [, lab] = proofMarkdown({ simulated }).split("## Self-healing");
  expect(lab).toMatchInlineSnapshot(`
    "

    [The lab](/labs/self-healing/). Graded on the simulated cluster on 2026-11-22. The checks notice 38 of 39 mutants (97 %); 1 more are right all the same. 11 of 11 harmless changes pass.

    | Files | Expected | Simulated | Real |
    | --- | --- | --- | --- |
    | \`exercise\` | must not pass | ✓ fail, 1 of 4; fails \`ready\` | not graded |
    | \`solution\` | pass | ✓ pass, 4 of 4 | not graded |
    | \`mistakes/typo\` | refused with \`unknown-field\` | ✓ fail, 0 of 4; \`unknown-field\` | not graded |

    Survivors:

    - \`deployment.yaml:7\` \`spec.replicas\`: 3 → 4
    - \`deployment.yaml:20\` \`spec.x\`: removed. It is the default.

    "
  `);
});

test("what the clusters disagree about is listed", () => {
  const part = (real: ProofTable) =>
    /## Where.*?(?=## Self)/s.exec(proofMarkdown({ simulated, real }))?.[0] ?? "no such part";
  expect(part({ ...simulated, cluster: { kind: "kubernetes", version: "v1.36.3" } })).toMatchInlineSnapshot(`
    "## Where

    - Simulated cluster: Kubernetes v1.36.3.
    - Real cluster: Kubernetes v1.36.3.

    ## Differences between the clusters

    None: the same files got the same status, points, failed checks and issues.

    "
  `);
  const failing = set("solution", { status: "fail", points: 2, failed: ["serves"], proven: false });
  const labs = [{ id: "self-healing", title: "Self-healing", date: "2026-11-22", sets: [exercise, failing, mistake] }];
  expect(part({ ...simulated, labs })).toMatchInlineSnapshot(`
    "## Where

    - Simulated cluster: Kubernetes v1.36.3.
    - Real cluster: Kubernetes v1.36.3.

    ## Differences between the clusters

    - self-healing solution: pass with 4 points on the simulated cluster, fail with 2 points, serves on the simulated cluster

    "
  `);
});

test("a lab that only a real cluster can grade is compared with nothing", () => {
  const unsupported = set("solution", { expected: { outcome: "unsupported" }, status: "unsupported", points: 0 });
  const labs = (sets: FileSet[]) => [{ id: "back-up-etcd", title: "Back up etcd", date: "2026-11-22", sets }];
  const markdown = proofMarkdown({
    simulated: { ...simulated, labs: labs([unsupported]) },
    real: { ...simulated, labs: labs([set("solution", {})]) },
  });
  expect(markdown).toContain("\n- nothing was compared: no file set was judged on both clusters\n");
  expect(markdown).toContain("| `solution` | pass | ✓ unsupported | ✓ pass, 4 of 4 |");
});

test("what became of work that the authors had not seen stands before the labs", () => {
  const real = { graded: 78, right: 56, wrongPassed: 14, rightFailed: 8 };
  const page = { graded: 54, compared: 54, same: 53 };
  const markdown = proofMarkdown({ simulated, freshWork: [{ month: "November 2026", submissions: 78, real, page }] });
  const [, section = ""] = markdown.split("## Work that the authors had not seen");
  expect(section.split("## ")[0]).toMatchInlineSnapshot(`
    "

    Submissions are written from the briefs alone, without a look at checks, solutions and mistakes: half of them right in unusual
    ways, half subtly wrong. Both clusters grade them. These are the figures from before anything that
    they found was mended.

    | When | Written | Right verdict on a real cluster | Wrong ones that passed | Right ones that failed | Verdict in the page | The same as on the real one |
    | --- | --- | --- | --- | --- | --- | --- |
    | November 2026 | 78 | 56 of 78 | 14 | 8 | 54 | 53 of 54 |

    "
  `);
  expect(proofMarkdown({ simulated })).not.toContain("Work that the authors");
});
