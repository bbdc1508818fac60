import { networkPrograms } from "#simulator/shell/network-programs.ts";
import type { StandIn } from "./stand-in.ts";

/** busybox without a terminal: its shell ends at once, so a container without a command goes into CrashLoopBackOff. */
export const busybox: StandIn = {
  repository: "busybox",
  tags: ["1.37"],
  entrypoint: ["sh"],
  programs: {},
  shell: true,
  tools: networkPrograms,
  user: 0,
  writesAll: true,
};
