import { Option } from "commander";
import { type Commands, example, gradedWith } from "#commands/cli/command-line.ts";
import { FORMATS } from "./formats.ts";
import type { GradeCommand } from "./grade.ts";

const EXIT_CODES = "Exit codes: 0 pass, 1 fail, 2 no verdict (cluster, lab file, our bug), 64 wrong usage";

/** What learners type. */
export const gradeCommands: Commands = (program, signal, end) => {
  gradedWith(program.command("grade"))
    .description("grade labs")
    .argument("[labs...]", "labs to grade, by their folders; without it, those whose exercise was changed")
    .option("--files <folder>", "grade these files instead of the exercise")
    .option("--check <id>", "only this check and those it needs")
    .option("--hint", "show one more hint for the first check that fails")
    .addOption(new Option("--watch", "grade again on each save, until Ctrl-C").conflicts("hint"))
    .addOption(new Option("--format <format>", "how to report").choices(FORMATS).default("terminal"))
    .option("--output <file>", "write the report to a file")
    .addHelpText(
      "after",
      example(
        "npm run grade -- self-healing",
        "npm run grade -- self-healing --watch",
        "npm run grade -- self-healing route-traffic --cluster kind",
        "npm run grade -- --format junit --output results.xml",
      ) + `\n\n${EXIT_CODES}`,
    )
    .action(async (labs: string[], options: GradeCommand) => {
      const { gradeCommand } = await import("./grade.ts");
      end(await gradeCommand(labs, options, signal));
    });
};
