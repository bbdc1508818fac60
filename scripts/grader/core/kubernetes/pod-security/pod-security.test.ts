import { describe, expect, test } from "vitest";
import type { JsonMap } from "#core/json.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { pathText } from "#core/path.ts";
import { baseline } from "./baseline.ts";
import { podSecurityProblems } from "./pod-security.ts";
import { restricted } from "./restricted.ts";
import { safePods, type Violation, violations } from "./testing/violations.ts";

const podOf = (spec: object): JsonMap =>
  JSON.parse(JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec })) as JsonMap;

const pathsOf = ({ spec, level }: Pick<Violation, "spec" | "level">): string[] =>
  podSecurityProblems(podOf(spec), level).map(({ path }) => pathText(path));

describe("the Pod Security Standards", () => {
  test.each(violations)("$level, $control: $path", (violation) => {
    expect(pathsOf(violation)).toContain(violation.path);
  });

  test("a violation breaks no control but its own", () => {
    const more = violations.filter((violation) => pathsOf(violation).length > 1).map(({ control }) => control);
    // HostProcess runs only in the network of its node.
    expect(more).toEqual(["HostProcess"]);
  });

  test("every control has a violation, and every violation a control", () => {
    const tried = (level: Violation["level"]) =>
      new Set(violations.filter((violation) => violation.level === level).map(({ control }) => control));
    expect([...tried("baseline")].sort()).toEqual(Object.keys(baseline).sort());
    expect([...tried("restricted")].sort()).toEqual(Object.keys(restricted).sort());
  });

  test("what breaks a control is valid otherwise", () => {
    expect(violations.flatMap(({ spec }) => validateObject(podOf(spec)))).toEqual([]);
  });

  test("safe Pods break none", () => {
    expect(safePods().flatMap((spec) => pathsOf({ spec, level: "restricted" }))).toEqual([]);
  });

  test("privileged allows everything", () => {
    expect(violations.flatMap(({ spec }) => podSecurityProblems(podOf(spec), "privileged"))).toEqual([]);
  });

  test("it looks into the templates of workloads", () => {
    const template = { spec: { hostPID: true, containers: [] } };
    const job = { spec: { template } };
    const objects: JsonMap[] = [{ spec: { template } }, { spec: { jobTemplate: job } }];
    const paths = objects.flatMap((object) =>
      podSecurityProblems(object, "baseline").map(({ path }) => pathText(path)),
    );
    expect(paths).toEqual(["spec.template.spec.hostPID", "spec.jobTemplate.spec.template.spec.hostPID"]);
  });
});
