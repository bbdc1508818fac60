import type { HttpResponse, ServiceRequest } from "#core/cluster.ts";
import type { Simulation } from "#simulator/simulation.ts";

/** Sends the requests from the control plane node, by DNS name, one after the other. */
export async function sendRequests(
  { cluster, turns }: Simulation,
  { namespace, service, port, path, times, timeoutMilliseconds }: ServiceRequest,
  signal?: AbortSignal,
): Promise<HttpResponse[]> {
  const host = `${service}.${namespace}.svc.cluster.local`;
  const responses: HttpResponse[] = [];
  for (let sent = 0; sent < times; sent += 1) {
    signal?.throwIfAborted();
    const over = new AbortController();
    const answer = turns.run(async () => await ask(cluster, host, `http://${host}:${port}${path}`));
    const late = turns.clock.sleep(timeoutMilliseconds, over.signal).then(
      (): HttpResponse => ({ error: "timed out" }),
      () => ({ error: "timed out" }),
    );
    responses.push(await Promise.race([answer, late]));
    over.abort();
  }
  return responses;
}

async function ask(cluster: Simulation["cluster"], host: string, url: string): Promise<HttpResponse> {
  const origin = cluster.servers[0]!.node;
  // Asked first, because a name that the cluster does not know would be looked for on the internet.
  const { answers } = await cluster.network.resolveDns(origin, host);
  if (answers.length === 0) return { error: "name not found" };
  try {
    const { status, body } = await cluster.fetch(url);
    return { status, body };
  } catch (error) {
    return { error: failureWords((error as Error).cause) };
  }
}

function failureWords(cause: unknown): string {
  const code = (cause as { code?: string } | undefined)?.code;
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "UND_ERR_SOCKET") return "connection closed";
  return String(cause);
}
