import { classCommands } from "#commands/class-commands.ts";
import { runCommandProcess } from "#commands/command-process.ts";
import { doctorOf, gradeCommands } from "#commands/grading-commands.ts";

// What `npm run grade` of an exported repository runs, as a part of its bundle.
await runCommandProcess(gradeCommands, classCommands, doctorOf("lab repository"));
