import {
  type Cluster,
  type HttpRequest,
  type HttpResponse,
  type ProcessContext,
  healthCheckHeader,
} from "@ngrok/webernetes";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/**
 * Lets requests to port 80 through (`new URL` drops `:80`, and webernetes then refuses all but one-port Services), gives
 * a probe that is refused the kubelet's words, which name the address in full, and lets chance choose among the Pods of
 * a Service, as kube-proxy's rules do: webernetes takes them in turn.
 */
export function mendNetwork({ network }: Cluster): void {
  chooseByChance(network);
  Object.assign(network, { parseTargetPort: (url: URL) => Number(url.port || 80) });
  const fetch = network.fetch.bind(network);
  network.fetch = async (context, origin, target, init) => {
    const isProbe = healthCheckHeader in ((init?.headers ?? {}) as object);
    return await fetch(context, origin, target, init).catch((error: Error) => {
      const { code, address, port } = (error.cause ?? {}) as { code?: string; address?: string; port?: number };
      if (!isProbe || code !== "ECONNREFUSED") throw error;
      throw new Error(`Get "${String(target)}": dial tcp ${address}:${port}: connect: connection refused`);
    });
  };
}

interface TargetList {
  targets: string[];
  roundRobinIndex: number;
}

function chooseByChance(network: Cluster["network"]): void {
  const inside = network as unknown as {
    targetListsByServicePort: Map<string, TargetList>;
    selectEndpoint(service: KubernetesObject, port: { port: number }): unknown;
  };
  const select = inside.selectEndpoint.bind(network);
  /** With affinity, the target that the clients of a Service are bound to. */
  const bound = new Map<string, string>();
  inside.selectEndpoint = (service, port) => {
    const key = `${service.metadata.namespace}/${service.metadata.name}:${port.port}`;
    const list = inside.targetListsByServicePort.get(key);
    if (list) {
      const before = isSticky(service) ? list.targets.indexOf(bound.get(key) ?? "") : -1;
      list.roundRobinIndex = before < 0 ? Math.floor(Math.random() * list.targets.length) : before;
      bound.set(key, list.targets[list.roundRobinIndex] ?? "");
    }
    return select(service, port);
  };
}

/** Whether a client stays with the Pod that it got first. Requests of labs come from one client, so one is remembered. */
function isSticky({ spec }: KubernetesObject): boolean {
  return (spec as { sessionAffinity?: string } | undefined)?.sessionAffinity === "ClientIP";
}

interface Endpoint {
  ip: string;
  port: number;
}

const silences = new WeakMap<object, (ip: string) => boolean>();

/** Lets requests to these addresses get no answer at all, neither a response nor a refusal. */
export function keepSilence({ network }: Cluster, isSilent: (ip: string) => boolean): void {
  silences.set(network, isSilent);
  type Dispatch = (context: unknown, route: { endpoint: Endpoint }, ...rest: unknown[]) => Promise<unknown>;
  const dispatch = (Reflect.get(network, "dispatchResolvedHttp") as Dispatch).bind(network);
  const dispatchIfHeard: Dispatch = (context, route, ...rest) =>
    isSilent(route.endpoint.ip) ? new Promise(() => {}) : dispatch(context, route, ...rest);
  Object.assign(network, { dispatchResolvedHttp: dispatchIfHeard });
}

type Handler = (context: unknown, request: HttpRequest) => Promise<HttpResponse>;

interface Requests {
  isClusterAddress(ip: string): boolean;
  routeFetchEndpoint(endpoint: Endpoint, chain: unknown[]): { endpoint: Endpoint };
  httpListeners: Map<string, Handler>;
  podsByIp: Map<string, { id: string }>;
  /** The end of a Pod tells each request that is on its way there. */
  inFlightHttpRequestsByPodSandboxId: Map<string, Set<InFlight>>;
}

interface InFlight {
  closed: { trySend(): void };
  cancel(): void;
}

/**
 * The response to a GET request for a URL whose host is an address in the cluster, or why there is none. It is what the
 * network's `fetch` gives at a fraction of its cost: nobody looks on, and nothing takes time on its way.
 */
export async function get({ network, ctx }: Cluster, url: URL): Promise<HttpResponse | "refused" | "closed"> {
  const inside = network as unknown as Requests;
  const endpoint = endpointOf(inside, { ip: url.hostname, port: Number(url.port || 80) });
  if (!endpoint) return "refused";
  if (silences.get(network)?.(endpoint.ip)) return await new Promise(() => {});
  const handler = inside.httpListeners.get(`${endpoint.ip}:${endpoint.port}`);
  if (!handler) return "refused";
  const all = requestsTo(inside, endpoint.ip);
  return await new Promise((resolve) => {
    const inFlight = { closed: { trySend: () => resolve("closed") }, cancel: () => undefined };
    const end = (response: HttpResponse): void => {
      all.delete(inFlight);
      resolve(response);
    };
    all.add(inFlight);
    handler(ctx, { method: "GET", url, header: {}, host: url.host }).then(end, ({ message }: Error) =>
      end({ status: 500, body: message }),
    );
  });
}

/** The requests on their way to the Pod of that address. */
function requestsTo({ podsByIp, inFlightHttpRequestsByPodSandboxId: all }: Requests, ip: string): Set<InFlight> {
  const pod = podsByIp.get(ip)?.id ?? "";
  const requests = all.get(pod) ?? new Set();
  all.set(pod, requests);
  return requests;
}

function endpointOf(inside: Requests, asked: Endpoint): Endpoint | undefined {
  if (!inside.isClusterAddress(asked.ip)) return asked;
  try {
    return inside.routeFetchEndpoint(asked, []).endpoint;
  } catch {
    return undefined;
  }
}

/** Whether a Pod can ask for this host: an address, or a name that the cluster's DNS knows. Any other would be asked of the internet. */
export async function isKnownHost({ network, pod }: ProcessContext, host: string): Promise<boolean> {
  if (/^[\d.]+$/.test(host) || host === "localhost") return true;
  const origin = pod.config.pod as Parameters<typeof network.resolveDns>[0];
  // Where no DNS server runs, the look-up itself fails.
  const { answers } = await network.resolveDns(origin, host).catch(() => ({ answers: [] }));
  return answers.length > 0;
}
