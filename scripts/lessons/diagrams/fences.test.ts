import { expect, test } from "vitest";
import { mermaidFences } from "./fences.ts";

test("a fence knows the line of the file on which its source begins", () => {
  const markdown = "---\ntitle: A page\n---\n\nText.\n\n```mermaid\nflowchart TB\n```\n\n```js\nflowchart\n```\n";
  expect(mermaidFences(markdown)).toEqual([{ source: "flowchart TB", line: 8 }]);
});

test("fences are found in lists, quotes and asides, without their indentation", () => {
  const markdown = [
    "1. An item",
    "",
    "   ```mermaid",
    "   flowchart TB", // 4
    "     a --> b",
    "   ```",
    "",
    "> ~~~mermaid",
    "> flowchart LR", // 9
    "> ~~~",
    "",
    ":::note",
    "````mermaid title=x",
    "flowchart BT", // 14
    "````",
    ":::",
  ].join("\n");
  expect(mermaidFences(markdown)).toEqual([
    { source: "flowchart TB\n  a --> b", line: 4 },
    { source: "flowchart LR", line: 9 },
    { source: "flowchart BT", line: 14 },
  ]);
});

test("line ends of Windows change no number", () => {
  const markdown = "---\r\ntitle: A page\r\n---\r\n\r\n```mermaid\r\nflowchart TB\r\n  a --> b\r\n```\r\n";
  expect(mermaidFences(markdown)).toEqual([
    { source: expect.stringMatching(/^flowchart TB\r?\n {2}a --> b$/), line: 6 },
  ]);
});

test("what looks like a fence in the frontmatter is none", () => {
  expect(mermaidFences("---\ndescription: |\n  ```mermaid\n  x\n  ```\n---\n")).toEqual([]);
});
