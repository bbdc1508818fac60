import { type Commands, example } from "#commands/cli/command-line.ts";
import type { DoctorPlace } from "./doctor.ts";

/** The command that says what is there, and what is missing, for the scripts of a checkout of Checkride or of a lab repository. */
export const doctorOf =
  (place: DoctorPlace): Commands =>
  (program, signal, end) => {
    program
      .command("doctor")
      .description("say what is installed, which version, and what each missing part would add")
      .addHelpText("after", example("npm run checkride -- doctor"))
      .action(async () => {
        const { doctorCommand } = await import("./doctor.ts");
        end(await doctorCommand(place, signal));
      });
  };
