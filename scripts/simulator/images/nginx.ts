import type { Program } from "#simulator/shell/programs.ts";
import {
  type HttpRequest,
  type HttpResponse,
  type ProcessContext,
  securityOf,
} from "#simulator/webernetes/webernetes.ts";
import { curlProgram } from "./curl.ts";
import { type StandIn, serve } from "./stand-in.ts";
import { ignoreEnd, politeEnd } from "./termination.ts";

const welcome = "<!doctype html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>\n";
const root = "/usr/share/nginx/html";
const pidFile = "/run/nginx.pid";

/** nginx as the container's process 1. */
const server: Program = {
  understands: (args) => args.join(" ") === "-g daemon off;",
  run: async (process) => {
    const { user, readOnly } = securityOf(process);
    if (user > 0 || readOnly) {
      const reason = readOnly ? "30: Read-only file system" : "13: Permission denied";
      process.writeStderr(`nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (${reason})\n`);
      return 1;
    }
    process.fs.write(pidFile, "1\n");
    const code = await serve(process, 80, (request) => answer(process, request));
    process.fs.delete(pidFile);
    return code;
  },
};

/** `nginx -s quit`, which tells process 1 to end when it has answered. */
const control: Program = {
  understands: (args) => args.length === 2 && args[0] === "-s" && ["quit", "stop"].includes(args[1]!),
  run: (process) => {
    if (process.fs.has(pidFile)) {
      politeEnd(process);
      return 0;
    }
    process.writeStderr(`nginx: [error] open() "${pidFile}" failed (2: No such file or directory)\n`);
    return 1;
  },
};

const oneOf = (args: readonly string[]): Program => (control.understands(args) ? control : server);

/** The containers whose worker processes were stopped: the kernel takes connections, and nobody answers. */
const hung = new WeakSet<object>();

/**
 * nginx on port 80, whatever `containerPort` says, with the files of a volume mounted at its root or else its welcome
 * page. It hangs, as the real one does, when somebody stops its worker processes in a shell.
 */
export const nginx: StandIn = {
  repository: "nginx",
  tags: ["1.29", "1.30"],
  entrypoint: ["nginx", "-g", "daemon off;"],
  programs: {
    nginx: {
      understands: (args) => oneOf(args).understands(args),
      run: (process, args, write) => oneOf(args).run(process, args, write),
    },
  },
  tools: { curl: curlProgram, nginx: control },
  lacks: ["pgrep"],
  files: { [`${root}/index.html`]: welcome, "/etc/nginx/nginx.conf": "", "/etc/nginx/mime.types": "" },
  makes: { [pidFile]: true },
  user: 0,
  shell: true,
  writesAll: false,
  readsVolumesAt: [root],
  intercepts: {
    "sh -c kill -STOP $(cat /proc/1/task/1/children)": (process) => {
      hung.add(process.container);
      ignoreEnd(process);
      return 0;
    },
  },
};

function answer(process: ProcessContext, { method, url }: HttpRequest): HttpResponse | Promise<HttpResponse> {
  if (hung.has(process.container)) return new Promise(() => {});
  const response = page(process, method, url.pathname);
  return method === "HEAD" ? { ...response, body: "" } : response;
}

function page({ fs }: ProcessContext, method: string, path: string): HttpResponse {
  const plain = path.replaceAll(/\/+/g, "/");
  const file = `${root}${plain.endsWith("/") ? `${plain}index.html` : plain}`;
  const body = fs.read(file);
  if (body === undefined)
    return fs.has(`${root}/`) && plain === "/" ? errorPage(403, "Forbidden") : errorPage(404, "Not Found");
  if (method !== "GET" && method !== "HEAD") return errorPage(405, "Not Allowed");
  return { status: 200, header: { "Content-Type": [file.endsWith(".html") ? "text/html" : "text/plain"] }, body };
}

function errorPage(status: number, reason: string): HttpResponse {
  const title = `${status} ${reason}`;
  return {
    status,
    header: { "Content-Type": ["text/html"] },
    body: [
      "<html>",
      `<head><title>${title}</title></head>`,
      "<body>",
      `<center><h1>${title}</h1></center>`,
      "<hr><center>nginx</center>",
      "</body>",
      "</html>",
      "",
    ].join("\r\n"),
  };
}
