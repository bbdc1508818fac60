import { expect, it } from "vitest";
import type { JsonMap } from "#core/json.ts";
import { tooManyTogether, tooMuch } from "./amount.ts";

function deployment(replicas: number, containers = 1, text = ""): JsonMap {
  const container = { name: "web", image: "nginx:1.29", env: [{ name: "TEXT", value: text }] };
  return {
    kind: "Deployment",
    spec: { replicas, template: { spec: { containers: Array.from({ length: containers }, () => container) } } },
  };
}

const lines = (object: JsonMap) =>
  tooMuch(object).map(({ path, expected, actual }) => `${path.join(".")}: ${JSON.stringify([actual, expected])}`);

it("what a lab has room for is not too much", () => {
  expect([deployment(50), deployment(10, 20), deployment(3, 2, "x".repeat(40_000))].flatMap(lines)).toEqual([]);
});

it("too many Pods, containers of one Pod or of all, and Pods that are too large, each by its own number", () => {
  const batch = { spec: { parallelism: 60, template: { spec: { containers: [] } } } };
  const daily = { spec: { jobTemplate: { spec: { parallelism: 70, template: { spec: { containers: [] } } } } } };
  const objects = [
    deployment(100_000),
    deployment(1, 1000),
    deployment(50, 20),
    deployment(50, 1, "x".repeat(60_000)),
    batch,
    daily,
  ];
  expect(objects.flatMap(lines)).toMatchInlineSnapshot(`
    [
      "spec.replicas: [100000,"at most 50 in a lab"]",
      "spec.template.spec.containers: ["1000 of them","at most 20 in a lab"]",
      "spec.replicas: [50,"at most 10 in a lab, for Pods of 20 containers"]",
      "spec.template.spec: ["50 × 60087","shorter in a lab: at most 262144 characters as JSON for all Pods together"]",
      "spec.parallelism: [60,"at most 50 in a lab"]",
      "spec.jobTemplate.spec.parallelism: [70,"at most 50 in a lab"]",
    ]
  `);
});

it("Pods of several objects count together", () => {
  expect(tooManyTogether([deployment(50), deployment(50)])).toBeUndefined();
  expect(tooManyTogether([deployment(50), { kind: "Pod", spec: {} }, deployment(50)])).toMatchInlineSnapshot(`
    {
      "index": 2,
      "problem": {
        "actual": 50,
        "code": "invalid-value",
        "expected": "at most 49 in a lab, which has 100 Pods for all objects together",
        "path": [
          "spec",
          "replicas",
        ],
      },
    }
  `);
});
