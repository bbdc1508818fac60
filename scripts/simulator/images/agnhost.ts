import { networkPrograms } from "#simulator/shell/network-programs.ts";
import type { Program } from "#simulator/shell/programs.ts";
import type { HttpRequest, HttpResponse, ProcessContext } from "#simulator/webernetes/webernetes.ts";
import { type StandIn, serve, untilTerminated } from "./stand-in.ts";

const program: Program = {
  understands: (args) => parse(args) !== undefined,
  run: async (process, args) => {
    const port = parse(args) ?? "none";
    return port === "none" ? await untilTerminated(process) : await serveUntilExit(process, port);
  },
};

/** Kubernetes' own test server: `pause`, which it does by itself, and `netexec` on port 8080. */
export const agnhost: StandIn = {
  repository: "registry.k8s.io/e2e-test-images/agnhost",
  tags: ["2.63.0"],
  entrypoint: ["/agnhost"],
  programs: { "/agnhost": program, agnhost: program },
  shell: true,
  tools: networkPrograms,
  user: 0,
  writesAll: false,
};

/** The port that netexec listens on, `none` for `pause`; undefined for any other command line. */
function parse([command = "pause", ...flags]: readonly string[]): number | "none" | undefined {
  if (command === "pause" && flags.length === 0) return "none";
  if (command !== "netexec") return undefined;
  let port = 8080;
  // What listens for UDP is never asked.
  for (const flag of flags
    .join(" ")
    .split(/ (?=--)/)
    .filter(Boolean)) {
    const [, protocol, value] = /^--(http|udp)-port[= ](-?\d+)$/.exec(flag) ?? [];
    if (protocol === undefined || (protocol === "http" && Number(value) <= 0)) return undefined;
    if (protocol === "http") port = Number(value);
  }
  return port;
}

/** Answers until it is told to end, by a signal or by a request for `/exit`, which gets no answer. */
async function serveUntilExit(process: ProcessContext, port: number): Promise<number> {
  const exit = Promise.withResolvers<number>();
  const served = serve(process, port, (request) => {
    if (request.url.pathname !== "/exit") return answer(process, request);
    exit.resolve(Number(request.url.searchParams.get("code") ?? 0));
    return new Promise(() => {});
  });
  return await Promise.race([served, exit.promise]);
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
