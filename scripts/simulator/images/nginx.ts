import type { HttpRequest, HttpResponse } from "../webernetes.ts";
import type { StandIn } from "./stand-in.ts";
import { serve } from "./stand-in.ts";

const welcome = "<!doctype html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>\n";

/** nginx with its welcome page, on port 80 whatever `containerPort` says. */
export const nginx: StandIn = {
  repository: "nginx",
  tags: ["1.29", "1.30"],
  entrypoint: ["nginx", "-g", "daemon off;"],
  understands: (commandLine) => commandLine.join(" ") === "nginx -g daemon off;",
  run: (process) => serve(process, 80, answer),
};

function answer({ method, url }: HttpRequest): HttpResponse {
  const response = page(method, url.pathname);
  return method === "HEAD" ? { ...response, body: "" } : response;
}

function page(method: string, path: string): HttpResponse {
  const known = ["/", "/index.html"].includes(path.replaceAll(/\/+/g, "/"));
  if (!known) return errorPage(404, "Not Found");
  if (method !== "GET" && method !== "HEAD") return errorPage(405, "Not Allowed");
  return { status: 200, header: { "Content-Type": ["text/html"] }, body: welcome };
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
