import { expect, test } from "vitest";
import { readAttributes } from "./attributes.ts";

function read(meta: string): unknown {
  const result = readAttributes({ type: "code", lang: "bash", meta, value: "kubectl get nodes" });
  if ("problems" in result) return result.problems.map(({ says, next }) => `${says} → ${next}`);
  const { code: _, ...block } = result.block;
  return block;
}

test("every attribute says something of the command", () => {
  expect(
    read(
      'run="node worker2" name="nodes" changes nightly contains="Ready" contains="a b" with="<node-name>=$worker" with="<pod>=$(kubectl get pods -o name)" exit="1" within="60s" during="etcd" lines="12"',
    ),
  ).toEqual({
    name: "nodes",
    runs: { on: "node worker2" },
    changes: true,
    nightly: true,
    contains: ["Ready", "a b"],
    placeholders: [
      ["<node-name>", "$worker"],
      ["<pod>", "$(kubectl get pods -o name)"],
    ],
    exit: 1,
    within: 60,
    during: "etcd",
    lines: 12,
  });
});

test("what is not said is the usual", () => {
  const usual = { changes: false, nightly: false, contains: [], placeholders: [], exit: 0, within: 0 };
  expect(read('run="client" name="nodes"')).toEqual({
    name: "nodes",
    runs: { on: "client" },
    lines: Infinity,
    ...usual,
  });
  expect(read('run="client" name="nodes" output="none"')).toMatchObject({ lines: 0 });
  expect(read('not-run="It waits for you."')).toMatchObject({ runs: { not: "It waits for you." }, name: "" });
});

test("a command during which something is stopped is run every night only", () => {
  expect(read('run="client" name="nodes" during="etcd"')).toMatchObject({ nightly: true });
});

test("what is wrong with attributes is said with what was expected, all at once", () => {
  expect(read('run="client" name="nodes" contain="Ready" rnu="x" {1-2}')).toMatchInlineSnapshot(`
    [
      "unknown attribute contain; expected one of run, not-run, name, contains, with, exit, within, during, output, lines, changes, nightly → Did you mean contains?",
      "unknown attribute rnu; expected one of run, not-run, name, contains, with, exit, within, during, output, lines, changes, nightly → Did you mean run?",
      "unknown attribute {1-2}; expected one of run, not-run, name, contains, with, exit, within, during, output, lines, changes, nightly → Remove it.",
    ]
  `);
  expect(
    read(
      'run="worker" name="My nodes" contains="" with="node=x" exit="one" within="1m" during="kubelet" output="some" lines="0" not-run=""',
    ),
  ).toMatchInlineSnapshot(`
    [
      "run="worker": expected one of client, node control-plane, node worker, node worker2 → Change the attribute's value.",
      "name="My nodes": expected small letters, digits and hyphens → Change the attribute's value.",
      "contains="": expected a text that the output contains → Change the attribute's value.",
      "with="node=x": expected a placeholder and what is typed for it, such as <node-name>=$worker → Change the attribute's value.",
      "exit="one": expected an exit code, a number → Change the attribute's value.",
      "within="1m": expected seconds, such as 60s → Change the attribute's value.",
      "during="kubelet": expected one of etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kube-proxy, coredns → Change the attribute's value.",
      "output="some": expected none → Change the attribute's value.",
      "lines="0": expected a number of lines → Change the attribute's value.",
      "not-run="": expected the reason, which the reader is shown → Change the attribute's value.",
    ]
  `);
  expect(read('run name="nodes"')).toMatchInlineSnapshot(`
    [
      "run: expected a text in quotes after "=" → Change the attribute's value.",
    ]
  `);
  expect(read('run="client" run="client" name="nodes"')).toMatchInlineSnapshot(`
    [
      "the attribute run stands twice; expected once → Remove one of the two.",
    ]
  `);
});

test("a block says where it runs or why it does not, and has a name if it runs", () => {
  expect(read("")).toMatchInlineSnapshot(`
    [
      "a bash block that says neither where it runs nor why it does not → Add run="client" and name="…", or not-run="the reason".",
    ]
  `);
  expect(read('run="client"')).toMatchInlineSnapshot(`
    [
      "the command has no name; its recording is kept under it → Add name="…", unique on this page.",
    ]
  `);
  expect(read('run="client" name="nodes" not-run="No."')).toMatchInlineSnapshot(`
    [
      "run and not-run stand together; expected one of them → Remove one of the two.",
    ]
  `);
});
