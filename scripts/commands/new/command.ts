import { type Commands, example, labsFolder } from "#commands/cli/command-line.ts";

/** What authors begin with. */
export const newCommands: Commands = (program, _signal, end) => {
  const make = program.command("new").description("for authors: make something new");
  make
    .command("lab")
    .description("make a lab folder that proves itself as made")
    .argument("<name>", "the lab's folder and its address: small letters, digits and hyphens")
    .addOption(labsFolder())
    .addHelpText("after", example("npm run checkride -- new lab scale-up"))
    .action(async (name: string, { labs }: { labs?: string }) => {
      const { newLabCommand } = await import("./lab.ts");
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
      const { newLessonCommand } = await import("./lesson.ts");
      end(await newLessonCommand(name, options));
    });
};
