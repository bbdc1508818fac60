import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";

/** A built site that is being served; `url` ends with the base path, `pages` are the paths of its pages from there (`""`, `"labs/"`, `"404.html"`). */
export type ServedSite = { url: string; pages: string[]; close: () => Promise<void> };

const contentTypes: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Serves a built site the way GitHub Pages does: folders by their index.html, anything unknown as 404.html with status 404. */
export async function serveSite({ dist = "dist", base = "/" } = {}): Promise<ServedSite> {
  if (!existsSync(join(dist, "index.html")))
    throw new Error(`${dist}/index.html: missing; run \`npm run build\` first`);
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(new URL(url, "http://site").pathname);
    respond(response, dist, path.startsWith(base) ? path.slice(base.length) : undefined).catch((error: unknown) =>
      response.writeHead(500).end(String(error)),
    );
  });
  const port = await listen(server);
  const files = await readdir(dist, { recursive: true });
  return {
    url: `http://127.0.0.1:${port}${base}`,
    pages: files
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith(".html"))
      .map((file) => file.replace(/(^|\/)index\.html$/, "$1"))
      .sort(),
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

async function respond(response: ServerResponse, dist: string, path: string | undefined): Promise<void> {
  const file = path === undefined || path.includes("..") ? undefined : await readPage(join(dist, path));
  const { name, content } = file ?? { name: "404.html", content: await readFile(join(dist, "404.html")) };
  response
    .writeHead(file ? 200 : 404, { "content-type": contentTypes[extname(name)] ?? "application/octet-stream" })
    .end(content);
}

async function readPage(path: string): Promise<{ name: string; content: Buffer } | undefined> {
  const name = /[/\\]$/.test(path) || extname(path) === "" ? join(path, "index.html") : path;
  return existsSync(name) ? { name, content: await readFile(name) } : undefined;
}

/** Listens on a free port of this machine and returns it. */
async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error(`expected a port, the server listens on ${address}`);
  return address.port;
}
