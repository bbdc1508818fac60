import { checkoutCommands } from "#commands/checkout-commands.ts";
import { classCommands } from "#commands/class-commands.ts";
import { runCommandProcess } from "#commands/command-process.ts";
import { doctorOf, gradeCommands } from "#commands/grading-commands.ts";

await runCommandProcess(gradeCommands, checkoutCommands, classCommands, doctorOf("checkout"));
