import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

/** A command line with one command, which runs this. */
function commandLine(command: string): ReturnType<typeof spawn> {
  const script = `
    process.argv[1] = "checkride";
    process.argv[2] = "work";
    const { runCommandProcess } = await import("#commands/cli/process.ts");
    const work = (program, signal, end) => void program.command("work").action(async () => { ${command} });
    await runCommandProcess([work]);`;
  return spawn(process.execPath, ["--input-type=module", "--eval", script]);
}

it("the first Ctrl-C lets a command clean up, a second one ends it at once", async () => {
  const child = commandLine(`
    signal.addEventListener("abort", () => console.log("cleaning up"));
    setInterval(() => undefined, 1000);
    console.log("ready");
    await new Promise(() => undefined);`);
  expect(String(await once(child.stdout!, "data"))).toBe("ready\n");
  child.kill("SIGINT");
  expect(String(await once(child.stdout!, "data"))).toBe("cleaning up\n");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([null, "SIGINT"]);
});

it("an exception of ours is told in words, with the places in the code that it went through", async () => {
  const child = commandLine(`
    const { courseAt } = await import("#course/course.ts");
    const { openLab } = await import("#course/labs.ts");
    await openLab("self-healing", { ...courseAt("."), labs: { replace: undefined } });`);
  let text = "";
  child.stderr!.on("data", (data) => (text += String(data)));
  expect(await once(child, "close")).toEqual([2, null]);
  expect(text.replaceAll(/:\d+:\d+/g, ":L:C")).toMatchInlineSnapshot(`
    "checkride failed: Checkride itself failed (scripts/course/course.ts:L:C). This is a bug of the grader, not a mistake in your files. Please report it with this line and your files.
        at scripts/course/course.ts:L:C
        at scripts/course/labs.ts:L:C
        at scripts/course/labs.ts:L:C
        at scripts/commands/cli/program.ts:L:C
        at scripts/commands/cli/process.ts:L:C
        at scripts/commands/cli/process.ts:L:C
    "
  `);
});
