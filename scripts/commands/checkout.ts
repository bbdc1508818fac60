import { classCommands } from "./class/command.ts";
import type { Commands } from "./cli/command-line.ts";
import { doctorOf } from "./doctor/command.ts";
import { exportCommands } from "./export/command.ts";
import { gradeCommands } from "./grade/command.ts";
import { newCommands } from "./new/command.ts";
import { proveCommands } from "./prove/command.ts";

/** The commands of a checkout of Checkride, in the order of `--help`: a lab repository lacks what needs templates, lessons, solutions and mistakes. */
export const checkoutCommands: readonly Commands[] = [
  gradeCommands,
  proveCommands,
  newCommands,
  exportCommands,
  classCommands,
  doctorOf("checkout"),
];
