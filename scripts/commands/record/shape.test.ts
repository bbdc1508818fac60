import { expect, test } from "vitest";
import { shapeOf } from "./shape.ts";

const recorded = `$ kubectl get pods -o wide
NAME        READY   STATUS    AGE   NODE
web-b7k2x   1/1     Running   5m    worker
web-c4m9v   1/1     Running   5m    worker2`;

test("numbers, widths, the order of lines and which worker make no difference", () => {
  const other = `$ kubectl get pods -o wide
NAME         READY   STATUS    AGE   NODE
web-c4m9v    1/1     Running   12s   worker
web-b7k2x    1/1     Running   9h    worker`;
  expect(shapeOf(other)).toBe(shapeOf(recorded));
});

test.each([
  ["another word", recorded.replace("Running", "Pending")],
  ["a line less", recorded.replace(/\n[^\n]*$/, "")],
  ["fewer that are ready", recorded.replace("1/1", "0/1")],
  ["another command", recorded.replace("-o wide", "")],
])("%s makes a difference", (_, other) => {
  expect(shapeOf(other)).not.toBe(shapeOf(recorded));
});

test("sizes, sums and times are numbers too", () => {
  expect(shapeOf("3f15c57d | 9.8 MB | took = 5.81ms")).toBe(shapeOf("01234567 | 524 kB | took = 12µs"));
});

test("a line belongs to its command", () => {
  expect(shapeOf("$ one\na\n$ two\nb")).not.toBe(shapeOf("$ one\nb\n$ two\na"));
});
