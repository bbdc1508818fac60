import { expect, it } from "vitest";
import type { LabFile } from "#core/generated/lab.ts";
import { courseAt } from "#course/course.ts";
import type { ProofTable } from "#reporters/proof/table.ts";
import { outcomesOf, outcomeWords } from "./outcomes.ts";
import { experimentMarkdown } from "./page.ts";
import { pages } from "./pages.ts";

const file: LabFile = {
  version: 1,
  title: "Stop the scheduler",
  summary: "New Pods wait.",
  lesson: "beginner/architecture/control-plane#kube-scheduler",
  minutes: 1,
  checks: ["waits", "says-nothing", "is-placed"].map((id) => ({
    id,
    title: `A Pod ${id}`,
    points: 1,
    object: { apiVersion: "v1", kind: "Pod", name: "late" },
    matches: { status: { phase: "Pending" } },
    hints: [{ say: "`kubectl get pods` shows it." }],
  })),
};

function outcome(status: "pass" | "fail" | "unsupported", milliseconds: number) {
  const [waits, saysNothing] = [5787, 12].map((time) => ({ status, milliseconds: time }));
  const checks = [
    { id: "waits", ...waits! },
    { id: "says-nothing", ...saysNothing! },
  ];
  const points = status === "pass" ? 2 : 0;
  const rest = { name: "experiment", failed: [], issues: [], expected: { outcome: "pass" }, proven: true } as const;
  const table: ProofTable = {
    version: 1,
    cluster: { kind: "kubernetes", version: "v1.36.3" },
    labs: [
      {
        id: "kube-scheduler",
        title: file.title,
        date: "2026-11-22",
        sets: [{ ...rest, failed: [], issues: [], status, points, of: 2, milliseconds, checks }],
      },
    ],
  };
  return outcomesOf(table).get("kube-scheduler");
}

it("the page of an experiment says what was shown, where, and how to see it", () => {
  const setup = [{ name: "setup/web.yaml", text: "apiVersion: v1\nkind: Pod\n" }];
  const markdown = experimentMarkdown({
    id: "kube-scheduler",
    folder: "docs/experiments",
    file,
    brief: "Who finds a node?\n",
    setup,
    real: outcome("pass", 18_699),
    simulated: outcome("fail", 100),
  });
  expect(markdown).toMatchInlineSnapshot(`
    "This experiment tries what [the lesson](/beginner/architecture/control-plane/#kube-scheduler) says.

    Who finds a node?

    ## What it shows

    Seen on a real cluster (kind) with Kubernetes v1.36.3 on 2026-11-22. A time is how long that step took, after those before it.

    | Statement | Real cluster | Simulated |
    | --- | --- | --- |
    | A Pod waits | ✓ 5.8 s | ✗ fail |
    | A Pod says-nothing | ✓ | ✗ fail |
    | A Pod is-placed | not run | not run |

    ## See it yourself

    On a computer with Docker and kind, this runs it as it was run here, in about a minute. At the end it switches on again what it has switched off:

    \`\`\`console title="your machine"
    $ npm run grade -- kube-scheduler --labs docs/experiments --cluster kind
    \`\`\`

    While it runs, look around in its namespace, whose name begins with \`lab-kube-scheduler\`:

    1. **A Pod waits.** \`kubectl get pods\` shows it.
    1. **A Pod says-nothing.** \`kubectl get pods\` shows it.
    1. **A Pod is-placed.** \`kubectl get pods\` shows it.

    ## What it sets up

    ~~~~~~yaml title="setup/web.yaml"
    apiVersion: v1
    kind: Pod
    ~~~~~~

    "
  `);
});

it("says what was not run, and what is not simulated", () => {
  const parts = {
    id: "kube-scheduler",
    folder: "docs/experiments",
    brief: "",
    setup: [],
    real: undefined,
    simulated: outcome("unsupported", 1),
  };
  const markdown = experimentMarkdown({ ...parts, file: { ...file, cluster: { real: true } } });
  const [, shown] = markdown.split("## What it shows");
  expect(shown?.split("## See")[0]).toMatchInlineSnapshot(`
    "

    It was not run on a real cluster yet. The simulated cluster does not model this. A time is how long that step took, after those before it.

    | Statement | Real cluster | Simulated |
    | --- | --- | --- |
    | A Pod waits | not run | not simulated |
    | A Pod says-nothing | not run | not simulated |
    | A Pod is-placed | not run | not run |

    "
  `);
});

it("a table has one cell for each cluster", () => {
  const all = [outcome("pass", 78_112), outcome("fail", 9_940), outcome("unsupported", 1), undefined];
  expect(all.map(outcomeWords)).toMatchInlineSnapshot(`
    [
      "✓ 2 of 2, 78 s",
      "✗ 0 of 2, 9.9 s",
      "not simulated",
      "not run",
    ]
  `);
});

it("every experiment has a page, with its row, in its order", async () => {
  const made = await pages(courseAt("."));
  expect(made.map(({ id, row }) => `${id}: ${row.split("/").at(-1)}`)).toMatchInlineSnapshot(`
    [
      "kube-apiserver: control-plane#kube-apiserver",
      "etcd: control-plane#etcd",
      "kube-scheduler: control-plane#kube-scheduler",
      "kube-controller-manager: control-plane#kube-controller-manager",
      "control-plane-node: control-plane#control-plane-node",
      "kubelet: worker-nodes#kubelet",
      "kube-proxy: worker-nodes#kube-proxy",
      "container-runtime: worker-nodes#container-runtime",
      "worker-node: worker-nodes#worker-node",
      "coredns: worker-nodes#coredns",
    ]
  `);
  const orders = made.map(({ order }) => order);
  expect(orders).toEqual(orders.toSorted((one, other) => one - other));
});
