import { constants } from "node:os";
import { CommanderError } from "commander";
import { LabFileError } from "#commands/lab-folders.ts";
import { runProgram } from "#commands/program.ts";
import { UsageError } from "#commands/usage-error.ts";

const ERROR = 2;
const USAGE = 64;

const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => interrupted.abort(new Interruption(128 + constants.signals[name])));
}

// What nobody waits for and fails all the same is a bug of ours: Node's own exit code for it, 1, would mean a failed grade.
process.once("uncaughtException", (error) => process.exit(exitCodeOf(error)));

/** Ctrl-C and its like: what was begun is cleaned up, then the process ends with the shell's code for it. */
class Interruption extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

try {
  process.exitCode = await runProgram(process.argv, interrupted.signal);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Interruption) return error.exitCode;
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return USAGE;
  }
  const known = error instanceof LabFileError;
  process.stderr.write(
    known
      ? `${error.message}\n`
      : `checkride failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return ERROR;
}
