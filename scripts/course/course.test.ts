import { resolve } from "node:path";
import { expect, test } from "vitest";
import { courseAt, pathOf, withLabs } from "./course.ts";
import { labFolder } from "./labs.ts";

const course = courseAt("some/where");

test("files are named from the root, and read at their whole path", () => {
  expect(labFolder("one", course)).toBe("labs/one");
  expect(pathOf(course, labFolder("one", course))).toBe(resolve("some/where/labs/one"));
});

test.each([
  ["docs/experiments", "docs/experiments/one", "some/where/docs/experiments/one"],
  ["./labs/", "labs/one", "some/where/labs/one"],
  [resolve("some/where/inside"), "inside/one", "some/where/inside/one"],
  [resolve("some/other"), "../other/one", "some/other/one"],
])("labs of another folder, %s, are named from the root too", (folder, shown, read) => {
  const other = withLabs(course, folder);
  expect(labFolder("one", other)).toBe(shown);
  expect(pathOf(other, labFolder("one", other))).toBe(resolve(read));
});
