import { Command, Option } from "commander";
import type { ExportCommand } from "#commands/export.ts";
import type { GradebookCommand } from "#commands/gradebook.ts";
import type { GradeCommand } from "#commands/grade.ts";
import type { ProveCommand } from "#commands/prove.ts";
import { FORMATS } from "#commands/reports.ts";

const EXIT_CODES = "Exit codes: 0 pass, 1 fail, 2 no verdict (cluster, lab file, our bug), 64 wrong usage";

/** Runs what the command line says; resolves with the exit code. Each command's code is loaded when it is the one. */
export async function runProgram(argv: readonly string[], signal: AbortSignal): Promise<number> {
  let exitCode = 0;
  const program = new Command("checkride")
    .description("Kubernetes labs that grade themselves")
    .exitOverride()
    .showHelpAfterError("Next: add --help to see what there is.");

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
      const { gradeCommand } = await import("#commands/grade.ts");
      exitCode = await gradeCommand(labs, options, signal);
    });

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
        "npm run prove -- self-healing",
        "npm run prove -- --output simulated.json",
        "npm run prove -- --cluster kind --compare simulated.json",
      ),
    )
    .action(async (labs: string[], options: ProveCommand) => {
      const { proveCommand } = await import("#commands/prove.ts");
      exitCode = await proveCommand(labs, options, signal);
    });

  const make = program.command("new").description("for authors: make something new");
  make
    .command("lab")
    .description("make a lab folder that proves itself as made")
    .argument("<name>", "the lab's folder and its address: small letters, digits and hyphens")
    .addOption(labsFolder())
    .addHelpText("after", example("npm run checkride -- new lab scale-up"))
    .action(async (name: string, { labs }: { labs?: string }) => {
      const { newLabCommand } = await import("#commands/new-lab.ts");
      exitCode = await newLabCommand(name, labs);
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
      const { newLessonCommand } = await import("#commands/new-lesson.ts");
      exitCode = await newLessonCommand(name, options);
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
      const { exportCommand } = await import("#commands/export.ts");
      exitCode = await exportCommand(folder, options);
    });

  program
    .command("gradebook")
    .description("for teachers: the scores of a class, from the check runs on its pull requests")
    .argument("<repository>", "the class's lab repository on GitHub, as OWNER/REPO")
    .addOption(new Option("--format <format>", "how to write it").choices(["csv", "classroom50"]).default("csv"))
    .option("--output <file>", "write it to a file")
    .option("--deadline <date>", "say what was pushed later: a day, to its end in UTC, or a time with its offset")
    .option("--lab <name>", "only this lab")
    .addHelpText(
      "after",
      example(
        "npm run checkride -- gradebook octo-org/kubernetes-labs --output scores.csv",
        "npm run checkride -- gradebook octo-org/kubernetes-labs --deadline 2026-12-01T18:00+01:00",
      ) + "\n\nThe token that reads them is taken from GH_TOKEN or GITHUB_TOKEN.",
    )
    .action(async (repository: string, options: GradebookCommand) => {
      const { gradebookCommand } = await import("#commands/gradebook.ts");
      exitCode = await gradebookCommand(repository, options);
    });

  program
    .command("doctor")
    .description("say what is installed, which version, and what each missing part would add")
    .addHelpText("after", example("npm run doctor"))
    .action(async () => {
      const { doctorCommand } = await import("#commands/doctor.ts");
      exitCode = await doctorCommand(signal);
    });

  await program.parseAsync(argv);
  return exitCode;
}

/** The options that say where to grade. */
function gradedWith(command: Command): Command {
  return command
    .addOption(
      new Option("--cluster <name>", "where to grade").choices(["simulated", "kind", "current"]).default("simulated"),
    )
    .addOption(labsFolder())
    .option("--fresh", "make the kind cluster anew")
    .option("--keep", "leave the kind cluster running (default)")
    .option("--no-keep", "delete the kind cluster at the end")
    .option("--yes", "use the current context without asking");
}

function labsFolder(): Option {
  return new Option("--labs <folder>", "where the labs are, if not in this repository");
}

function example(...lines: string[]): string {
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
