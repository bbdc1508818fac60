import { type Commands, example, gradedWith } from "#commands/cli/command-line.ts";
import type { ProveCommand } from "./prove.ts";

/** What authors ask of the corpus. */
export const proveCommands: Commands = (program, signal, end) => {
  gradedWith(program.command("prove"))
    .description(
      "for authors: the exercise does not pass, the solution passes, each mistake fails as named, and a changed solution is noticed",
    )
    .argument("[labs...]", "labs to prove; all without it")
    .option("--mutants", "change the solution on a real cluster too, which takes long")
    .option("--output <file>", "write the table as JSON, or named labs' part of it")
    .option("--compare <file>", "say where another cluster's table differs")
    .addHelpText(
      "after",
      example(
        "npm run checkride -- prove self-healing",
        "npm run checkride -- prove --output simulated.json",
        "npm run checkride -- prove --cluster kind --compare simulated.json",
      ),
    )
    .action(async (labs: string[], options: ProveCommand) => {
      const { proveCommand } = await import("./prove.ts");
      end(await proveCommand(labs, options, signal));
    });
};
