import { Option } from "commander";
import { type Commands, example } from "#commands/cli/command-line.ts";
import type { GradebookCommand } from "./gradebook.ts";

/** What a teacher asks of the reports on GitHub. */
export const classCommands: Commands = (program, _signal, end) => {
  program
    .command("gradebook")
    .description("for teachers: the scores of a class, from the check runs on its pull requests")
    .argument("<repository>", "the class's lab repository on GitHub, as OWNER/REPO")
    .addOption(new Option("--format <format>", "how to write it").choices(["csv", "classroom50"]).default("csv"))
    .option("--output <file>", "write it to a file")
    .option("--deadline <date>", "say what was pushed later: a day, to its end in UTC, or a time with its offset")
    .option("--lab <name>", "only this lab")
    .option(
      "--records <folder>",
      "also write the record of each report with a score to a file, for verify and gh attestation verify",
    )
    .addHelpText(
      "after",
      example(
        "npm run checkride -- gradebook octo-org/kubernetes-labs --output scores.csv",
        "npm run checkride -- gradebook octo-org/kubernetes-labs --deadline 2026-12-01T18:00+01:00",
      ) + "\n\nThe token that reads them is taken from GH_TOKEN or GITHUB_TOKEN.",
    )
    .action(async (repository: string, options: GradebookCommand) => {
      const { gradebookCommand } = await import("./gradebook.ts");
      end(await gradebookCommand(repository, options));
    });

  program
    .command("verify")
    .description("for teachers: say whether the files here are those that a report is about, by their digests")
    .argument("<record>", "the report's record, as gradebook --records writes it")
    .addHelpText("after", example("npm run checkride -- verify records/7-5b6522d.json"))
    .action(async (record: string) => {
      const { verifyCommand } = await import("./verify.ts");
      end(await verifyCommand(record));
    });
};
