import { classCommands } from "./class/command.ts";
import { runCommandProcess } from "./cli/process.ts";
import { doctorOf } from "./doctor/command.ts";
import { gradeCommands } from "./grade/command.ts";

await runCommandProcess([gradeCommands, classCommands, doctorOf("lab repository")]);
