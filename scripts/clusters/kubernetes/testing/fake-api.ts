import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** Answers one request; the next answer of the list is for the next request, and the last one for all after it. */
export type Answer = (response: ServerResponse) => void;

export interface FakeApi {
  kubeconfig: string;
  port: number;
  /** `GET /api/v1/…`, in the order in which they came, without `/version` and discovery. */
  requests: string[];
  /** Connections that are open now. */
  connections(): Promise<number>;
  /** Refuses connections and breaks those that are open. */
  stop(): Promise<void>;
  /** Listens on the same port again. */
  start(): Promise<void>;
  /** Stops for good and removes the kubeconfig. */
  remove(): Promise<void>;
}

/** An API server on 127.0.0.1 that knows ConfigMaps only and misbehaves as the test says. */
export async function startFakeApi(answers: {
  version?: Answer[];
  list?: Answer[];
  watch?: Answer[];
  write?: Answer[];
}): Promise<FakeApi> {
  const requests: string[] = [];
  const left = {
    version: [...(answers.version ?? [version])],
    list: [...(answers.list ?? [])],
    watch: [...(answers.watch ?? [])],
    write: [...(answers.write ?? [])],
  };
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "";
    if (url === "/version") return next(left.version)(response);
    if (url === "/api/v1") {
      return json({ resources: [{ name: "configmaps", kind: "ConfigMap", namespaced: true }] })(response);
    }
    requests.push(`${request.method} ${url}`);
    const queue = left[request.method === "GET" ? (url.includes("watch=true") ? "watch" : "list") : "write"];
    return next(queue)(response);
  };
  const server = createServer(respond);
  const listen = async (port: number): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  };
  await listen(0);
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The fake API has no port.");
  const { port } = address;
  const directory = await mkdtemp(join(tmpdir(), "fake-api-"));
  const kubeconfig = join(directory, "kubeconfig");
  const cluster = { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "fake", cluster }],
      users: [{ name: "fake", user: {} }],
      contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
      "current-context": "fake",
    }),
  );
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return {
    kubeconfig,
    port,
    requests,
    connections: async () =>
      await new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    stop,
    start: async () => await listen(port),
    remove: async () => {
      await stop();
      await rm(directory, { recursive: true });
    },
  };
}

function next(queue: Answer[]): Answer {
  return (queue.length > 1 ? queue.shift() : queue[0]) ?? json({ message: "nothing prepared" }, 400);
}

/** A whole answer. */
export function json(body: unknown, code = 200): Answer {
  return (response) => response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** The version of the API, as it answers at `/version`. */
export const version: Answer = json({ gitVersion: "v1.36.3" });

/** A list of ConfigMaps with these names, at that version. */
export function list(resourceVersion: string, ...names: string[]): Answer {
  return json({ kind: "ConfigMapList", metadata: { resourceVersion }, items: names.map((name) => configMap(name)) });
}

/** A stream of watch events that stays open, is ended, or breaks. */
export function stream(events: { type: string; object: unknown }[], then: "open" | "end" | "break"): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(events.map((event) => `${JSON.stringify(event)}\n`).join(""), () => {
      // Later than a stream that has not worked at all.
      if (then === "end") setTimeout(() => response.end(), 150);
      if (then === "break") setTimeout(() => response.destroy(), 150);
    });
    if (events.length === 0) response.flushHeaders();
  };
}

/** A ConfigMap as the API sends it, without kind in lists. */
export function configMap(name: string, resourceVersion = "1"): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "lab", resourceVersion } };
}
