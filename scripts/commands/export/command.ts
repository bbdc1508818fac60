import { type Commands, example, gradedWith, labsFolder } from "#commands/cli/command-line.ts";
import type { ExportCommand } from "./export.ts";
import type { ProveCommand } from "#commands/prove/prove.ts";

/** What needs a checkout of Checkride: templates, lessons, solutions and mistakes. A lab repository's command line does not have them. */
export const checkoutCommands: Commands = (program, signal, end) => {
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
      const { proveCommand } = await import("#commands/prove/prove.ts");
      end(await proveCommand(labs, options, signal));
    });

  const make = program.command("new").description("for authors: make something new");
  make
    .command("lab")
    .description("make a lab folder that proves itself as made")
    .argument("<name>", "the lab's folder and its address: small letters, digits and hyphens")
    .addOption(labsFolder())
    .addHelpText("after", example("npm run checkride -- new lab scale-up"))
    .action(async (name: string, { labs }: { labs?: string }) => {
      const { newLabCommand } = await import("#commands/new/lab.ts");
      end(await newLabCommand(name, labs));
    });
  make
    .command("lesson")
    .description(
      "make a lesson of two parts with one of everything: diagram, command, failure table, experiment, question",
    )
    .argument("<name>", "the lesson's folder, the last part of its address: small letters, digits and hyphens")
    .option("--level <level>", "the folder of its course", "beginner")
    .addHelpText("after", example("npm run checkride -- new lesson services"))
    .action(async (name: string, options: { level: string }) => {
      const { newLessonCommand } = await import("#commands/new/lesson.ts");
      end(await newLessonCommand(name, options));
    });

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
