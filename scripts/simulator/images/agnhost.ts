import type { HttpRequest, HttpResponse, ProcessContext } from "../webernetes.ts";
import type { Program } from "../shell/programs.ts";
import type { StandIn } from "./stand-in.ts";
import { serve, untilTerminated } from "./stand-in.ts";

const program: Program = {
  understands: (args) => parse(args) !== undefined,
  run: async (process, args) => {
    const port = parse(args) ?? "none";
    return port === "none"
      ? await untilTerminated(process)
      : await serve(process, port, (request) => answer(process, request));
  },
};

/** Kubernetes' own test server: `pause`, which it does by itself, and `netexec` on port 8080. */
export const agnhost: StandIn = {
  repository: "registry.k8s.io/e2e-test-images/agnhost",
  tags: ["2.63.0"],
  entrypoint: ["/agnhost"],
  programs: { "/agnhost": program, agnhost: program },
  shell: true,
  writesAll: false,
};

/** The port that netexec listens on, `none` for `pause`; undefined for any other command line. */
function parse([command = "pause", ...flags]: readonly string[]): number | "none" | undefined {
  if (command === "pause" && flags.length === 0) return "none";
  if (command !== "netexec") return undefined;
  const [, port = "8080"] = /^(?:--http-port[= ](\d+))?$/.exec(flags.join(" ")) ?? [undefined, ""];
  return port === "" ? undefined : Number(port);
}

function answer(process: ProcessContext, { url }: HttpRequest): HttpResponse {
  switch (url.pathname) {
    case "/hostname":
    case "/hostName":
      return text(process.pod.name);
    case "/healthz":
      return text("");
    case "/echo":
      return text(url.searchParams.get("msg") ?? "");
    case "/clientip":
    case "/dial":
    case "/exit":
    case "/header":
    case "/redirect":
    case "/shell":
    case "/shutdown":
    case "/upload":
      return { status: 501, body: `The simulated agnhost does not model ${url.pathname}.` };
    default:
      return text("NOW");
  }
}

function text(body: string): HttpResponse {
  return { status: 200, header: { "Content-Type": ["text/plain; charset=utf-8"] }, body };
}
