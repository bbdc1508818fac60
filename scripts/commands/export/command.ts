import { type Commands, example } from "#commands/cli/command-line.ts";
import type { ExportCommand } from "./export.ts";

/** What teachers make a class's repository with. */
export const exportCommands: Commands = (program, _signal, end) => {
  program
    .command("export")
    .description("for teachers: write a lab repository that learners can fork, with labs, grader and workflows")
    .argument("<folder>", "where; what it holds already is changed only after showing how, and asking")
    .option("--lab <names...>", "only these labs")
    .option("--hide", "leave out solutions and mistakes")
    .option("--yes", "make the changes without asking")
    .addHelpText(
      "after",
      example("npm run checkride -- export ../labs", "npm run checkride -- export ../labs --lab self-healing --hide") +
        "\n\nChecks and hints are always in it: the grader reads them, and so can everybody who sees the repository.",
    )
    .action(async (folder: string, options: ExportCommand) => {
      const { exportCommand } = await import("./export.ts");
      end(await exportCommand(folder, options));
    });
};
