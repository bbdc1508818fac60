import { type StandIn, untilTerminated } from "./stand-in.ts";

/** The container that holds a Pod together: it sleeps until it is killed. */
export const pause: StandIn = {
  repository: "registry.k8s.io/pause",
  tags: ["3.10.2"],
  entrypoint: ["/pause"],
  programs: { "/pause": { understands: (args) => args.length === 0, run: untilTerminated } },
  shell: false,
  user: 65535,
  writesAll: true,
};
