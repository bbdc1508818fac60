import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import { readKubeConfig } from "#clusters/kubernetes/api/kubeconfig.ts";

/** What goes wrong between the grader and the API server. */
export interface Faults {
  /** The share of requests that are answered with HTTP 429 or 500 and do not reach the API server. */
  refused?: number;
  /** The share of requests whose answer is lost, although the API server has done what they ask for. */
  lost?: number;
  /** Each request waits for up to so many milliseconds. */
  delay?: number;
  /** Each watch breaks after up to so many milliseconds. */
  watch?: number;
}

export interface FaultyApi {
  /** Leads to the API server through the faults. */
  kubeconfig: string;
  /** How often each fault has happened. */
  happened: Record<keyof Faults, number>;
  stop(): Promise<void>;
}

/** A way to the API server of a kubeconfig (one with client certificates, as kind's) on which `faults` happen; `random` gives 0 to 1. */
export async function startFaultyApi(kubeconfig: string, faults: Faults, random: () => number): Promise<FaultyApi> {
  const config = readKubeConfig(kubeconfig);
  const { hostname: host, port } = new URL(config.getCurrentCluster()?.server ?? "");
  const pem = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64");
  const user = config.getCurrentUser();
  const tls = {
    host,
    port: Number(port),
    ca: pem(config.getCurrentCluster()?.caData),
    cert: pem(user?.certData),
    key: pem(user?.keyData),
  };
  const happened = { refused: 0, lost: 0, delay: 0, watch: 0 };
  const happens = (fault: "refused" | "lost"): boolean => {
    const does = random() < (faults[fault] ?? 0);
    if (does) happened[fault] += 1;
    return does;
  };

  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    if (happens("refused")) return refuse(response, random() < 0.5 ? 429 : 500);
    const isWatch = incoming.url?.includes("watch=true") ?? false;
    const isLost = !isWatch && happens("lost");
    const { method, url: path, headers } = incoming;
    const outgoing = request({ ...tls, method, path, headers: { ...headers, host: `${host}:${port}` } }, (answer) => {
      if (isLost) {
        answer.resume().on("end", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
    if (isWatch && faults.watch !== undefined) {
      setTimeout(() => {
        happened.watch += 1;
        response.destroy();
      }, random() * faults.watch);
    }
  };

  const server = createServer((incoming, response) => {
    const delay = random() * (faults.delay ?? 0);
    if (delay > 0) happened.delay += 1;
    setTimeout(() => forward(incoming, response), delay);
  });
  const tunnels = new Set<Duplex>();
  // Commands in containers travel over WebSockets: they go through as they are.
  server.on("upgrade", ({ method, url, headers }, socket, head) => {
    const upstream = connect({ ...tls, ALPNProtocols: ["http/1.1"] }, () => {
      const lines = Object.entries({ ...headers, host: `${host}:${port}` }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      upstream.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    tunnels.add(socket);
    socket.on("close", () => tunnels.delete(socket));
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const directory = await mkdtemp(join(tmpdir(), "faulty-api-"));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The faulty API has no port.");
  const file = join(directory, "kubeconfig");
  await writeFile(file, JSON.stringify(kubeconfigFor(`http://127.0.0.1:${address.port}`)));
  return {
    kubeconfig: file,
    happened,
    async stop() {
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true });
    },
  };
}

function refuse(response: ServerResponse, code: 429 | 500): void {
  const reason = code === 429 ? "TooManyRequests" : "InternalError";
  const message =
    code === 429
      ? "Too many requests, please try again later."
      : "Internal error occurred: etcdserver: request timed out";
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code }));
}

function kubeconfigFor(server: string): object {
  return {
    clusters: [{ name: "faulty", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "faulty", user: {} }],
    contexts: [{ name: "faulty", context: { cluster: "faulty", user: "faulty" } }],
    "current-context": "faulty",
  };
}
