import { expect, test } from "vitest";
import { recordedCommands, sessionText, typedCommands } from "./session.ts";

const script = ["# the first node", "kubectl get pods \\", "    --selector app=web", "", "true"].join("\n");

test("a script is one command a line, with comments, and a backslash continues it", () => {
  expect(typedCommands(script)).toEqual([
    { comments: ["# the first node"], command: "kubectl get pods \\\n    --selector app=web" },
    { comments: [], command: "true" },
  ]);
});

test("a recording shows each command with its output, and still tells which commands it is of", () => {
  const [first, second] = typedCommands(script).map((typed, index) => ({
    ...typed,
    output: index === 0 ? "NAME\n\nweb" : "",
  }));
  const session = first && second ? sessionText([first, second]) : "";
  expect(session).toMatchInlineSnapshot(`
    "# the first node
    $ kubectl get pods \\
        --selector app=web
    NAME

    web
    $ true"
  `);
  expect(recordedCommands(session).map(({ command }) => command)).toEqual([first?.command, second?.command]);
});
