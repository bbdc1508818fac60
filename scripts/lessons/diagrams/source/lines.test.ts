import { expect, test } from "vitest";
import { linesOf, parsedLines } from "./lines.ts";

test("without frontmatter and comments every line keeps its number", () => {
  expect(parsedLines("flowchart TB\n  a --> b\n  b --> c")).toEqual([1, 2, 3]);
});

test("frontmatter, directives, comments and the blank lines before them are not counted", () => {
  const source = [
    "---",
    "title: A title",
    "---",
    "%% a comment",
    "",
    "flowchart TB", // 6
    "",
    "  %% the blank line above goes with this comment",
    "  a --> b", // 9
    '%%{init: {"theme":',
    '  "dark"}}%%', // 11, whose end is left
    "  b --> c", // 12
  ].join("\n");
  expect(parsedLines(source)).toEqual([6, 9, 11, 12]);
});

test("a source of comments only has one line", () => {
  expect(parsedLines("%% nothing\n")).toEqual([1]);
});

test("a pattern is not looked for in comments", () => {
  expect(linesOf("%% style\nflowchart TB\n  style a\n  b\n  style c", /style/)).toEqual([3, 5]);
});
