import type { HttpRequest, HttpResponse, ProcessContext } from "#simulator/webernetes/webernetes.ts";
import { type StandIn, serve } from "./stand-in.ts";

const welcome = "<!doctype html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>\n";
const root = "/usr/share/nginx/html";

/**
 * nginx on port 80, whatever `containerPort` says, with the files of a volume mounted at its root or else its welcome
 * page.
 */
export const nginx: StandIn = {
  repository: "nginx",
  tags: ["1.29", "1.30"],
  entrypoint: ["nginx", "-g", "daemon off;"],
  programs: {
    nginx: {
      understands: (args) => args.join(" ") === "-g daemon off;",
      run: (process) => serve(process, 80, (request) => answer(process, request)),
    },
  },
  shell: true,
  writesAll: false,
  readsVolumesAt: [root],
  hasWorkers: true,
};

function answer(process: ProcessContext, { method, url }: HttpRequest): HttpResponse {
  const response = page(process, method, url.pathname);
  return method === "HEAD" ? { ...response, body: "" } : response;
}

function page({ fs }: ProcessContext, method: string, path: string): HttpResponse {
  const plain = path.replaceAll(/\/+/g, "/");
  const file = `${root}${plain.endsWith("/") ? `${plain}index.html` : plain}`;
  const body = fs.read(file) ?? (fs.has(`${root}/`) || file !== `${root}/index.html` ? undefined : welcome);
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
