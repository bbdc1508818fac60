import { expect, it } from "vitest";
import { parsePath, pathText } from "./path.ts";

it.each([
  ["", []],
  ["spec.replicas", ["spec", "replicas"]],
  ["spec.template.spec.containers[0].image", ["spec", "template", "spec", "containers", 0, "image"]],
  ['metadata.labels["app.kubernetes.io/name"]', ["metadata", "labels", "app.kubernetes.io/name"]],
  ['["a b"][10]', ["a b", 10]],
  ["data.__proto__", ["data", "__proto__"]],
])("%s is written and read back", (text, path) => {
  expect(pathText(path)).toBe(text);
  expect(parsePath(text)).toEqual(path);
});
