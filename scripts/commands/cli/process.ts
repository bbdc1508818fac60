import { constants } from "node:os";
import { CommanderError } from "commander";
import { causeWords, placesInCode } from "#core/error.ts";
import { LabFileError, UnknownLabError } from "#course/labs.ts";
import type { Commands } from "./command-line.ts";
import { runProgram } from "./program.ts";
import { refusedRight } from "./system-error.ts";
import { UsageError } from "./usage-error.ts";

const ERROR = 2;
const USAGE = 64;

/** Makes this process a command line with these commands: signals, what goes wrong, and exit codes. Resolves when the command is over. */
export async function runCommandProcess(parts: readonly Commands[]): Promise<void> {
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interrupted.abort(new Interruption(128 + constants.signals[name])));
  }

  // What nobody waits for and fails all the same is a bug of ours: Node's own exit code for it, 1, would mean a failed grade.
  process.once("uncaughtException", (error) => process.exit(exitCodeOf(error)));
  process.exitCode = await runCommandLine(process.argv, interrupted.signal, parts);
}

/** Runs what the command line says, and tells on standard error what goes wrong; resolves with the exit code, also then. */
export async function runCommandLine(
  argv: readonly string[],
  signal: AbortSignal,
  parts: readonly Commands[],
): Promise<number> {
  return await runProgram(argv, signal, parts).catch(exitCodeOf);
}

/** Ctrl-C and its like: what was begun is cleaned up, then the process ends with the shell's code for it. */
class Interruption extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Interruption) return error.exitCode;
  if (error instanceof UsageError || error instanceof UnknownLabError) {
    process.stderr.write(`${error.message}\n`);
    return USAGE;
  }
  process.stderr.write(
    `${error instanceof LabFileError ? error.message : (refusedRight(error) ?? failureWords(error))}\n`,
  );
  return ERROR;
}

/** The cause in words for people, and for us the places in the code: the sentence of an exception is about neither. */
function failureWords(error: unknown): string {
  const places = error instanceof Error ? placesInCode(error).map((place) => `    at ${place}`) : [];
  return [`checkride failed: ${causeWords(error)}`, ...places].join("\n");
}
