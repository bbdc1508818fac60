import type { StandIn } from "./stand-in.ts";
import { untilTerminated } from "./stand-in.ts";

/** The container that holds a Pod together: it sleeps until it is killed. */
export const pause: StandIn = {
  repository: "registry.k8s.io/pause",
  tags: ["3.10.2"],
  entrypoint: ["/pause"],
  understands: (commandLine) => commandLine.join(" ") === "/pause",
  run: untilTerminated,
};
