import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { actionsHandlers } from "./actions-handlers.ts";
import { type Answer, type Call, type Handler, NOT_FOUND } from "./answer.ts";
import { answerProblems, completeAnswer, requestProblems } from "./contract.ts";
import { type Endpoint, ENDPOINTS } from "./endpoints.ts";
import { reportHandlers } from "./report-handlers.ts";
import { repositoryHandlers } from "./repository-handlers.ts";
import type { FakeState } from "./state.ts";

/** What the fake does in place of answering. */
interface PlannedFailure {
  endpoint: Endpoint;
  status: number;
  message?: string;
  headers?: Record<string, string>;
  /** How often; once if not said. */
  times?: number;
  /** The request is done, and only its answer is lost. */
  done?: boolean;
}

export interface FakeGitHub {
  /** The API's address, for `GITHUB_API_URL`. */
  url: string;
  state: FakeState;
  /** Every request so far, such as `GET /repos/school/labs/pulls?state=open`. */
  requests: string[];
  /** What in requests and answers was not as GitHub describes it; a test expects none. */
  problems: string[];
  failures: PlannedFailure[];
  /** The storage of artifacts. */
  storage: { url: string; down: boolean };
  /** Called before each request is answered: for what happens at GitHub meanwhile. */
  before?: (endpoint: Endpoint) => void;
  close(): Promise<void>;
}

const handlers: Partial<Record<Endpoint, Handler>> = { ...repositoryHandlers, ...reportHandlers, ...actionsHandlers };

const routes = ENDPOINTS.map((endpoint) => {
  const [method = "", path = ""] = endpoint.split(" ");
  // Only the path of a file has slashes in it.
  const pattern = path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === "path" ? ".+" : "[^/]+"})`);
  return { endpoint, method, pattern: new RegExp(`^${pattern}$`) };
});

/** Starts GitHub's REST API, as far as Checkride uses it, for one repository, and the storage of artifacts at its own address. */
export async function startFakeGitHub(state: FakeState): Promise<FakeGitHub> {
  const fake: FakeGitHub = {
    url: "",
    state,
    requests: [],
    problems: [],
    failures: [],
    storage: { url: "", down: false },
    close,
  };
  const api = createServer((request, response) => void answer(request, response));
  const files = createServer((request, response) => {
    if (request.headers.authorization) fake.problems.push("the storage was sent a token");
    const artifact = state.artifacts.find(({ id }) => request.url === `/artifacts/${id}.zip`);
    const status = fake.storage.down ? 503 : artifact ? 200 : 404;
    response.writeHead(status, { "content-type": "application/zip" }).end(status === 200 ? artifact?.zip : "");
  });
  [fake.url, fake.storage.url] = [await listen(api), await listen(files)];
  return fake;

  async function close(): Promise<void> {
    await Promise.all([api, files].map(stop));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", fake.url);
    fake.requests.push(`${request.method} ${request.url}`);
    const path = url.pathname;
    const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
    if (!route) {
      fake.problems.push(`no such endpoint: ${request.method} ${path}`);
      return send(response, 404, { message: "Not Found" });
    }
    const { endpoint, pattern } = route;
    const groups = Object.entries(pattern.exec(path)?.groups ?? {});
    const call: Call = {
      state,
      storage: fake.storage.url,
      params: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
      query: Object.fromEntries(url.searchParams),
      body: await bodyOf(request),
      raw: /\braw\b/.test(request.headers.accept ?? ""),
    };
    fake.problems.push(...requestProblems(endpoint, call).map((problem) => `${endpoint}: ${problem}`));
    fake.before?.(endpoint);
    const failure = planned(endpoint);
    if (failure && !failure.done) return sendFailure(response, failure);
    const refusal = refused(call, request);
    if (refusal) return sendFailure(response, refusal);
    const given = (handlers[endpoint] ?? (() => NOT_FOUND))(call);
    if (failure) return sendFailure(response, failure);
    sendAnswer(response, endpoint, given, url);
  }

  function planned(endpoint: Endpoint): PlannedFailure | undefined {
    const failure = fake.failures.find((one) => one.endpoint === endpoint && (one.times ?? 1) > 0);
    if (failure) failure.times = (failure.times ?? 1) - 1;
    return failure;
  }

  function refused({ params }: Call, { method, url = "", headers }: IncomingMessage): FailedAnswer | undefined {
    const { owner, name } = state.repository;
    if (!/^(token|bearer) ./i.test(headers.authorization ?? "")) return { status: 401, message: "Bad credentials" };
    if (state.remaining !== undefined && (state.remaining -= 1) < 0)
      return { status: 403, message: "API rate limit exceeded for installation.", headers: limitHeaders(0) };
    if (params["owner"] !== owner.login || params["repo"] !== name) return { status: 404, message: "Not Found" };
    const right = url.includes("/check-runs") ? "checks" : "pull-requests";
    if (method !== "GET" && !state.writes.includes(right))
      return { status: 403, message: "Resource not accessible by integration" };
    return undefined;
  }

  function sendAnswer(response: ServerResponse, endpoint: Endpoint, given: Answer, url: URL): void {
    if ("location" in given) return void response.writeHead(302, { location: given.location }).end();
    if ("bytes" in given)
      return void response.writeHead(200, { "content-type": "application/vnd.github.raw+json" }).end(given.bytes);
    const { status, body, headers } = "items" in given ? page(given, url) : { ...given, headers: {} };
    const whole = status < 400 ? completeAnswer(endpoint, status, body) : body;
    fake.problems.push(...answerProblems(endpoint, status, whole).map((problem) => `${endpoint}: ${problem}`));
    send(response, status, whole, headers);
  }
}

type FailedAnswer = Pick<PlannedFailure, "status" | "message" | "headers">;

/** A page of a list, with the addresses of the next and the last one. */
function page(
  { items, under }: Extract<Answer, { items: unknown[] }>,
  url: URL,
): { status: number; body: unknown; headers: Record<string, string> } {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const number = Number(url.searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((number - 1) * size, number * size);
  const at = (target: number, rel: string) => {
    const address = new URL(url);
    address.searchParams.set("page", String(target));
    return `<${address.href}>; rel="${rel}"`;
  };
  const link = [at(number + 1, "next"), at(last, "last")].join(", ");
  const body = under === undefined ? shown : { total_count: items.length, [under]: shown };
  return { status: 200, body, headers: number < last ? { link } : {} };
}

function sendFailure(response: ServerResponse, { status, message = "Server Error", headers }: FailedAnswer): void {
  send(response, status, { message, documentation_url: "https://docs.github.com/rest" }, headers);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const shared = { "content-type": "application/json; charset=utf-8", ...limitHeaders(4999) };
  response.writeHead(status, { ...shared, ...headers }).end(JSON.stringify(body));
}

function limitHeaders(remaining: number): Record<string, string> {
  return {
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 1800),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Uint8Array>)).toString();
  return text === "" ? undefined : JSON.parse(text);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
