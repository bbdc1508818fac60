import { expect, it, vi } from "vitest";
import { gradeSimulated } from "#testing/simulated-grade.ts";
import { deploymentLab, outcome, web, wrongWork } from "./wrong-work.ts";

/* Wrong work that other graders let through, by the row of the table in which it was found. */

vi.setConfig({ testTimeout: 60_000 });

it("1a: a typo in a field to match: the lab is refused", () => {
  const matches = { status: { readyReplcas: 3 } };
  expect(() => deploymentLab([{ id: "a", object: web, matches }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:41:11  unknown-field: \`checks[0].matches.status.readyReplcas\` is not a field of Kubernetes. Did you mean \`readyReplicas\`? Correct the name or the level of indentation.]`,
  );
});

it("1b: a typo in a key of ours: the lab is refused", () => {
  const typo = { matchs: { status: { readyReplicas: 3 } } };
  expect(() => deploymentLab([{ id: "a", object: web, ...typo }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:39:7  unknown-key: This file has no key \`checks[0].matchs\`. Did you mean \`matches\`? Correct it; the schemas in \`labs/\` say which keys there are.]`,
  );
});

it("1c: a typo in what must not match: the lab is refused", () => {
  const matches = { status: { phse: "Failed" } };
  const pods = { apiVersion: "v1", kind: "Pod" };
  expect(() => deploymentLab([{ id: "a", objects: pods, matches, never: "5s" }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:40:11  unknown-field: \`checks[0].matches.status.phse\` is not a field of Kubernetes. Did you mean \`phase\`? Correct the name or the level of indentation.]`,
  );
});

it("1d: no check at all: the lab is refused", () => {
  expect(() => deploymentLab([])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:23:3  invalid-value: \`checks\` must be a list with at least one item; here stands []. Change the value.]`,
  );
});

it("4b: a number in quotes to match: the lab is refused", () => {
  const matches = { spec: { replicas: "3" } };
  expect(() => deploymentLab([{ id: "a", object: web, matches }])).toThrowErrorMatchingInlineSnapshot(
    `[Error: labs/test/lab.yaml:41:23  wrong-type: \`checks[0].matches.spec.replicas\` must be an integer; here stands "3". Remove the quotes.]`,
  );
});

it.each(wrongWork)("$title", async ({ lab, files, outcome: expected }) => {
  expect(outcome(await gradeSimulated(lab, files))).toBe(expected);
});
