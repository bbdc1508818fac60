import { Command } from "commander";
import type { Commands } from "./command-line.ts";

/** Runs what the command line says; resolves with the exit code. Each command's code is loaded when it is the one. */
export async function runProgram(
  argv: readonly string[],
  signal: AbortSignal,
  parts: readonly Commands[],
): Promise<number> {
  let exitCode = 0;
  const program = new Command("checkride")
    .description("Kubernetes labs that grade themselves")
    .exitOverride()
    .showHelpAfterError("Next: add --help to see what there is.");
  for (const add of parts) add(program, signal, (code) => (exitCode = code));
  await program.parseAsync(argv);
  return exitCode;
}
