import type { HttpRequest, HttpResponse } from "#core/cluster.ts";
import type { Simulation } from "#simulator/simulation.ts";
import { get } from "#simulator/webernetes/webernetes.ts";

/**
 * Sends the requests from the control plane node, to a Service's DNS name or a Pod's address, one after the other; all
 * in one turn, which they share with everything else that happens while they wait.
 */
export async function sendRequests(
  simulation: Simulation,
  request: HttpRequest,
  signal?: AbortSignal,
): Promise<HttpResponse[]> {
  signal?.throwIfAborted();
  return await simulation.turns.run(async () => {
    const { clock } = simulation.cluster;
    const responses: HttpResponse[] = [];
    let lookedUp: { at: number; url: URL | { error: string } } | undefined;
    for (let sent = 0; sent < request.times; sent += 1) {
      signal?.throwIfAborted();
      // In one moment a name means the same for all.
      if (lookedUp?.at !== clock.nowMs()) lookedUp = { at: clock.nowMs(), url: await urlOf(simulation, request) };
      const { url } = lookedUp;
      responses.push(url instanceof URL ? await answerInTime(simulation, url, request) : url);
    }
    return responses;
  });
}

/** The answer, or that none came in time: a machine without power keeps silent for ever. */
async function answerInTime(
  { cluster }: Simulation,
  url: URL,
  { timeoutMilliseconds }: HttpRequest,
): Promise<HttpResponse> {
  return await new Promise((resolve, reject) => {
    const late = cluster.clock.setTimeout(() => resolve({ error: "timed out" }), timeoutMilliseconds);
    ask(cluster, url)
      .finally(() => cluster.clock.clearTimeout(late))
      .then(resolve, reject);
  });
}

async function ask(cluster: Simulation["cluster"], url: URL): Promise<HttpResponse> {
  const answer = await get(cluster, url);
  if (typeof answer === "string") return { error: `connection ${answer}` };
  const { status, body } = answer;
  return { status, body };
}

async function urlOf(simulation: Simulation, request: HttpRequest): Promise<URL | { error: string }> {
  const host = await hostOf(simulation, request);
  return typeof host === "string" ? new URL(`http://${host}:${request.port}${request.path}`) : host;
}

/** The address to ask. A name is looked up here: one that the cluster does not know would be asked of the internet. */
async function hostOf(
  { cluster, stores }: Simulation,
  { namespace, to }: HttpRequest,
): Promise<string | { error: string }> {
  if ("pod" in to) {
    const pod = await stores.get("v1/Pod")!.get(to.pod, namespace);
    const { podIP } = (pod?.status ?? {}) as { podIP?: string };
    return podIP ?? { error: pod ? "no address" : "no such Pod" };
  }
  const name = `${to.service}.${namespace}.svc.cluster.local`;
  // Where no DNS server runs, the look-up itself fails.
  const looked = await cluster.network.resolveDns(cluster.servers[0]!.node, name).catch(() => undefined);
  const answer = looked?.answers.find(({ type }) => type === "A") as { address: string } | undefined;
  return answer?.address ?? (await headlessAddress(stores, to.service, namespace)) ?? { error: "name not found" };
}

/** A name without a cluster IP stands for the addresses of the ready Pods, of which a client takes the first. */
async function headlessAddress(
  stores: Simulation["stores"],
  service: string,
  namespace: string,
): Promise<string | undefined> {
  const found = await stores.get("v1/Service")!.get(service, namespace);
  const { clusterIP } = (found?.spec ?? {}) as { clusterIP?: string };
  if (clusterIP !== "None") return undefined;
  const slices = await stores.get("discovery.k8s.io/v1/EndpointSlice")!.peek(namespace);
  const endpoints = slices
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service)
    .flatMap((slice) => slice["endpoints"] as { addresses: string[]; conditions: { ready: boolean } }[]);
  return endpoints.find(({ conditions }) => conditions.ready)?.addresses[0];
}
