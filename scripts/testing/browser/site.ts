import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

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

/** How a page comes: over a slow line in so many pieces, with a pause after each. */
const SLOW_LINE = { pieces: 12, milliseconds: 60 };

/**
 * Serves a built site the way GitHub Pages does: folders by their index.html, anything unknown as 404.html with status 404;
 * `slowly` as over a slow line, where a browser paints a page before all of it is there.
 */
export async function serveSite({ dist = "dist", base = "/", slowly = false } = {}): Promise<ServedSite> {
  if (!existsSync(join(dist, "index.html")))
    throw new Error(`${dist}/index.html: missing; run \`npm run build\` first`);
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(new URL(url, "http://site").pathname);
    const asked = path.startsWith(base) ? path.slice(base.length) : undefined;
    respond(response, dist, asked, slowly).catch((error: unknown) => response.writeHead(500).end(String(error)));
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

async function respond(
  response: ServerResponse,
  dist: string,
  path: string | undefined,
  slowly: boolean,
): Promise<void> {
  const file = path === undefined || path.includes("..") ? undefined : await readPage(join(dist, path));
  const { name, content } = file ?? { name: "404.html", content: await readFile(join(dist, "404.html")) };
  response.writeHead(file ? 200 : 404, {
    "content-type": contentTypes[extname(name)] ?? "application/octet-stream",
    // As GitHub Pages: the fonts of one page are at hand on the next.
    "cache-control": "max-age=600",
  });
  if (!slowly || extname(name) !== ".html") return void response.end(content);
  const text = content.indexOf("<main");
  response.write(content.subarray(0, text));
  const size = Math.ceil((content.length - text) / SLOW_LINE.pieces);
  for (let start = text; start < content.length; start += size) {
    response.write(content.subarray(start, start + size));
    await setTimeout(SLOW_LINE.milliseconds);
  }
  return void response.end();
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
