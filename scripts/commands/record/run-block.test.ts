import { expect, test } from "vitest";
import type { CommandBlock } from "#lessons/commands/command.ts";
import { runBlock } from "./run-block.ts";
import type { Scene } from "./scene.ts";

/** A scene in which the nth command prints the nth of these and ends with its exit code; what was typed is kept. */
function sceneOf(...answers: [output: string, exitCode?: number][]): Scene & { typed: string[] } {
  const typed: string[] = [];
  let runs = 0;
  return {
    version: "v1.37.2",
    typed,
    run: async (command, on) => {
      const [output = "", exitCode = 0] = answers[Math.min(runs, answers.length - 1)] ?? [];
      runs += 1;
      typed.push(`${on}: ${command}`);
      return { output, exitCode };
    },
    without: async (component) => void typed.push(`without ${component ?? "nothing"}`),
    normalise: (printed) => printed.replaceAll("17s", "5m"),
    close: async () => undefined,
  };
}

function block(value: string, fields: Partial<CommandBlock> = {}): CommandBlock {
  return {
    code: { type: "code", lang: "bash", value },
    name: "nodes",
    runs: { on: "client" },
    changes: false,
    nightly: false,
    contains: [],
    placeholders: [],
    exit: 0,
    within: 0,
    lines: Infinity,
    ...fields,
  };
}

test("what a block printed is its recording, normalised, with placeholders as the page shows them", async () => {
  const scene = sceneOf(["NAME", 0], ["worker 17s\nmore\nand more", 0]);
  const two = block("true\nkubectl get node <node-name>", {
    placeholders: [["<node-name>", "$worker"]],
    lines: 2,
    runs: { on: "node worker" },
    during: "etcd",
  });
  expect(await runBlock(two, scene)).toMatchInlineSnapshot(`
    "$ true
    NAME
    $ kubectl get node <node-name>
    worker 5m
    more
    …"
  `);
  expect(scene.typed).toMatchInlineSnapshot(`
    [
      "without etcd",
      "node worker: true",
      "node worker: kubectl get node $worker",
    ]
  `);
});

test("a command with another exit code, or without what it must print, fails with all that it printed", async () => {
  await expect(runBlock(block("true\nfalse", { contains: ["Ready"] }), sceneOf(["NotThere", 1]))).rejects
    .toThrowErrorMatchingInlineSnapshot(`
    [CommandError: nodes: "true" ended with exit code 1; expected 0. It printed:
    $ true
    NotThere]
  `);
  await expect(runBlock(block("true", { contains: ["Ready", "node"] }), sceneOf(["node"]))).rejects
    .toThrowErrorMatchingInlineSnapshot(`
    [CommandError: nodes: its output must contain "Ready". It printed:
    $ true
    node]
  `);
});

test("an expected exit code is that of the last command", async () => {
  const scene = sceneOf(["a", 0], ["b", 1]);
  expect(await runBlock(block("true\nfalse", { exit: 1 }), scene)).toBe("$ true\na\n$ false\nb");
});

test("within its time a block is run again, also until its recording is the one that is wanted", async () => {
  const again = block("true", { contains: ["Ready"], within: 5 });
  expect(await runBlock(again, sceneOf(["NotYet"], ["Ready"]))).toBe("$ true\nReady");
  expect(await runBlock(again, sceneOf(["Ready 0/1"], ["Ready 1/1"]), (text) => text.includes("1/1"))).toContain("1/1");
});
