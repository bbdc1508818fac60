import { HttpMethod, RequestContext } from "@kubernetes/client-node/dist/gen/http/http.js";
import { Agent, request, type Dispatcher } from "undici";
import type { ExecResult } from "#core/cluster.ts";
import { apiError } from "./api-error.ts";
import type { Execution } from "./execution.ts";
import { readKubeConfig } from "./kubeconfig.ts";

/** The API server itself gives up after 60 s where etcd does not answer; nobody should wait so long to hear of it. */
const answerTimes = { headersTimeout: 30_000, bodyTimeout: 30_000 };

/** A node that lost power sends no farewell: a watch that is silent is asked for again, and begins at once or not at all. */
const watchTimes = { headersTimeout: 10_000, bodyTimeout: 15_000 };

interface Call {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With the query string, `/api/v1/namespaces?limit=1`. */
  path: string;
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** One authenticated way to one API server. */
export interface Connection {
  /** `https://127.0.0.1:6443`, for messages. */
  readonly server: string;
  readonly context: string;
  /** One attempt: the parsed answer. Rejects with `RefusedError`, `ApiError` or the connection's own error. */
  call<Answer>(call: Call): Promise<Answer>;
  /** The lines of an endless answer, each as soon as it is there, until the connection ends or breaks. */
  lines(path: string, signal: AbortSignal): Promise<AsyncIterable<string>>;
  /** An answer that is not JSON, piece by piece. */
  pieces(path: string): Promise<AsyncIterable<Buffer>>;
  /** Runs a command in a container to its end. */
  exec(execution: Execution): Promise<ExecResult>;
  /** Ends every open request. */
  close(): Promise<void>;
}

interface Access {
  headers: Record<string, string>;
  dispatcher: Dispatcher;
}

/** Opens a connection; nothing is sent until the first call. Rejects where the kubeconfig does not lead to a cluster. */
export async function connect(kubeconfig?: string): Promise<Connection> {
  const config = readKubeConfig(kubeconfig);
  const server = config.getCurrentCluster()?.server.replace(/\/$/, "") ?? "";
  const authenticate = async (): Promise<Access> => {
    const credentials = new RequestContext(server, HttpMethod.GET);
    await config.applySecurityAuthentication(credentials);
    return { headers: credentials.getHeaders(), dispatcher: credentials.getDispatcher() ?? new Agent() };
  };
  // The client would make a new TLS connection for each request.
  let access = await authenticate();
  const retired: Dispatcher[] = [];

  const send = async ({ method, path, body, contentType, headers, signal }: Call, times: typeof answerTimes) =>
    await request(`${server}${path}`, {
      method,
      dispatcher: access.dispatcher,
      headers: {
        ...access.headers,
        accept: "application/json",
        "content-type": contentType ?? "application/json",
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      ...times,
    });

  /** Sends again, once, with fresh credentials where the old have run out (tokens of cloud providers do). */
  const answered = async (call: Call, times: typeof answerTimes): Promise<Dispatcher.ResponseData> => {
    let response = await send(call, times);
    if (response.statusCode === 401) {
      await response.body.dump();
      retired.push(access.dispatcher);
      access = await authenticate();
      response = await send(call, times);
    }
    if (response.statusCode >= 300) throw apiError(response.statusCode, await response.body.text());
    return response;
  };

  return {
    server,
    context: config.getCurrentContext(),

    async call(call) {
      const response = await answered(call, answerTimes);
      return JSON.parse(await response.body.text());
    },

    async lines(path, signal) {
      const { body } = await answered({ method: "GET", path, signal }, watchTimes);
      return splitLines(body.setEncoding("utf8"));
    },

    async pieces(path) {
      const { body } = await answered({ method: "GET", path, headers: { accept: "*/*" } }, answerTimes);
      return body;
    },

    async exec(execution) {
      // Web sockets, which most grades never open.
      const { execute } = await import("./execution.ts");
      return await execute(config, execution);
    },

    async close() {
      await Promise.all([access.dispatcher, ...retired].map(async (dispatcher) => await dispatcher.destroy()));
    },
  };
}

async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string, void> {
  let rest = "";
  try {
    for await (const chunk of chunks) {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch {
    // Broken, silent for too long or aborted: an end like any other for the reader.
  }
}
