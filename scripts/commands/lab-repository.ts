import { classCommands } from "./class/command.ts";
import { runCommandProcess } from "./cli/process.ts";
import { doctorOf } from "./doctor/command.ts";
import { gradeCommands } from "./grade/command.ts";

// What `npm run grade` of an exported repository runs, as a part of its bundle.
await runCommandProcess([gradeCommands, classCommands, doctorOf("lab repository")]);
