import { expect, test } from "vitest";
import { terminalLines } from "./lines.ts";

test("commands, continued commands, comments and output are told apart", () => {
  const recorded = [
    "# the first node",
    "$ kubectl get pods \\",
    "    --selector app=web",
    "NAME   READY",
    "web    1/1",
    "",
    "$ true",
  ].join("\n");
  expect(terminalLines(recorded).map(({ kind, text }) => `${kind}: ${text}`)).toMatchInlineSnapshot(`
    [
      "comment: # the first node",
      "command: kubectl get pods \\",
      "command:     --selector app=web",
      "output: NAME   READY",
      "output: web    1/1",
      "output: ",
      "command: true",
    ]
  `);
});

test("a backslash at the end of output continues nothing", () => {
  expect(terminalLines("$ echo\n\\\nlast").map(({ kind }) => kind)).toEqual(["command", "output", "output"]);
});
