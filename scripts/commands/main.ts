import { constants } from "node:os";
import { Command, CommanderError, Option } from "commander";
import { type GradeCommand, gradeCommand } from "#commands/grade.ts";
import { LabFileError } from "#commands/lab-folders.ts";
import { proveCommand, type ProveCommand } from "#commands/prove.ts";
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
  process.exitCode = await main(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

async function main(argv: string[]): Promise<number> {
  let exitCode = 0;
  const clusters = () =>
    new Option("--cluster <name>", "where to grade").choices(["simulated", "kind", "current"]).default("simulated");
  const labs = () => new Option("--labs <folder>", "where the labs are, if not in this repository");
  const program = new Command("checkride")
    .description("Kubernetes labs that grade themselves")
    .exitOverride()
    .showHelpAfterError("Next: add --help to see what there is.");

  program
    .command("grade")
    .description("grade a lab's exercise")
    .argument("<lab>", "the lab's folder under labs/")
    .addOption(clusters())
    .addOption(labs())
    .option("--files <folder>", "grade these files instead of the exercise")
    .addOption(new Option("--format <format>", "how to report").choices(["terminal", "json"]).default("terminal"))
    .option("--output <file>", "write the report to a file")
    .option("--fresh", "make the kind cluster anew", false)
    .option("--yes", "use the current context without asking", false)
    .addHelpText(
      "after",
      "\nExample:\n  npm run grade -- self-healing --cluster kind\n\nExit codes: 0 pass, 1 fail, 2 no verdict (cluster, lab file, our bug), 64 wrong usage",
    )
    .action(async (lab: string, options: GradeCommand) => {
      exitCode = await gradeCommand(lab, options, interrupted.signal);
    });

  program
    .command("prove")
    .description("for authors: the exercise does not pass, the solution passes, each mistake fails as named")
    .argument("[labs...]", "labs to prove; all without it")
    .addOption(clusters())
    .addOption(labs())
    .option("--fresh", "make the kind cluster anew", false)
    .option("--yes", "use the current context without asking", false)
    .addHelpText("after", "\nExample:\n  npm run prove -- self-healing")
    .action(async (labs: string[], options: ProveCommand) => {
      exitCode = await proveCommand(labs, options, interrupted.signal);
    });

  await program.parseAsync(argv);
  return exitCode;
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
