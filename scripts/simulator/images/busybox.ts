import type { ProcessContext } from "../webernetes.ts";
import type { StandIn } from "./stand-in.ts";

/**
 * busybox without a terminal: its shell ends at once, so a container without a command goes into CrashLoopBackOff.
 * Understood are `sleep`, `echo`, `exit`, `true` and `false`, also in one `sh -c` list with `;` and `&&`.
 */
export const busybox: StandIn = {
  repository: "busybox",
  tags: ["1.37"],
  entrypoint: [],
  understands: (commandLine) => commandLine.length === 0 || parse(commandLine) !== undefined,
  run: async (process, commandLine) =>
    commandLine.length === 0 ? 0 : await runList(process, parse(commandLine) ?? []),
  ignoresTermination: true,
};

interface Command {
  /** True where it runs only if the command before it succeeded. */
  conditional: boolean;
  name: string;
  argument: string;
}

/** The commands of a command line; undefined where one of them is not understood. */
function parse(commandLine: readonly string[]): Command[] | undefined {
  const [program, option, script, ...rest] = commandLine;
  if (program !== "sh" && program !== "/bin/sh") return parseList(commandLine.join(" "));
  return option === "-c" && script !== undefined && rest.length === 0 ? parseList(script) : undefined;
}

function parseList(script: string): Command[] | undefined {
  const parts = script
    .trim()
    .replace(/;$/, "")
    .split(/\s*(;|&&)\s*/);
  const commands = parts.flatMap((text, index) => {
    if (index % 2 === 1) return [];
    const simple = /^(sleep (?:\d+|infinity)|echo [\w .,:!'"-]*|exit(?: \d+)?|true|false)$/.test(text);
    const [name = "", argument = ""] = text.split(/ (.*)/);
    return simple ? [{ conditional: parts[index - 1] === "&&", name, argument }] : [undefined];
  });
  return commands.every((command) => command !== undefined) ? commands : undefined;
}

async function runList(process: ProcessContext, commands: Command[]): Promise<number> {
  let exitCode = 0;
  for (const { conditional, name, argument } of commands) {
    if (conditional && exitCode !== 0) continue;
    if (name === "exit") return Number(argument || exitCode);
    if (name === "sleep")
      await (argument === "infinity" ? process.waitUntilKilled() : process.sleep(Number(argument) * 1000));
    if (name === "echo") process.writeStdout(`${argument.replaceAll(/['"]/g, "")}\n`);
    exitCode = name === "false" ? 1 : 0;
  }
  return exitCode;
}
