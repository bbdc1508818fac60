import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a job uploads its artifacts: the two calls of GitHub's results service that @actions/artifact makes, and Azure's block blobs. */
export interface ResultsService {
  url: string;
  /** What a job needs in its environment to upload. */
  env: Record<string, string>;
  /** The zip of each artifact that was uploaded whole, by its name. */
  artifacts: Map<string, Buffer>;
  close: () => Promise<void>;
}

/** Starts the service on a free port of this machine. */
export async function startResultsService(): Promise<ResultsService> {
  const artifacts = new Map<string, Buffer>();
  const blobs = new Map<string, Map<string, Buffer>>();
  const whole = new Map<string, Buffer>();

  async function answer(request: IncomingMessage): Promise<{ status: number; body?: object }> {
    const url = new URL(request.url ?? "/", "http://results");
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    const blob = url.pathname;
    if (url.pathname.endsWith("/CreateArtifact")) {
      const { name } = JSON.parse(body.toString()) as { name: string };
      return { status: 200, body: { ok: true, signed_upload_url: `${address}/blob/${name}?sig=1` } };
    }
    if (url.pathname.endsWith("/FinalizeArtifact")) {
      const { name } = JSON.parse(body.toString()) as { name: string };
      const zip = whole.get(`/blob/${name}`);
      if (zip) artifacts.set(name, zip);
      return { status: 200, body: { ok: zip !== undefined, artifact_id: String(artifacts.size) } };
    }
    const blocks = blobs.get(blob) ?? new Map<string, Buffer>();
    blobs.set(blob, blocks);
    if (url.searchParams.get("comp") === "block") blocks.set(url.searchParams.get("blockid") ?? "", body);
    else if (url.searchParams.get("comp") === "blocklist") {
      const order = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id = ""]) => blocks.get(id));
      whole.set(blob, Buffer.concat(order.filter((block) => block !== undefined)));
    } else whole.set(blob, body);
    return { status: 201 };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { "content-type": "application/json" }).end(body && JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = Buffer.from(JSON.stringify({ scp: "Actions.Results:run:job" })).toString("base64url");
  return {
    url: address,
    env: { ACTIONS_RESULTS_URL: `${address}/`, ACTIONS_RUNTIME_TOKEN: `e30.${claims}.` },
    artifacts,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}
