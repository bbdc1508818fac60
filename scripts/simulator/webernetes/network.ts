import type { Cluster, ProcessContext } from "@ngrok/webernetes";
import { healthCheckHeader } from "@ngrok/webernetes";
import type { KubernetesObject } from "#core/kubernetes-object.ts";

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
  inside.selectEndpoint = (service, port) => {
    const key = `${service.metadata.namespace}/${service.metadata.name}:${port.port}`;
    const list = inside.targetListsByServicePort.get(key);
    if (list) list.roundRobinIndex = Math.floor(Math.random() * list.targets.length);
    return select(service, port);
  };
}

/** Lets requests to these addresses get no answer at all, neither a response nor a refusal. */
export function keepSilence({ network }: Cluster, isSilent: (ip: string) => boolean): void {
  type Dispatch = (context: unknown, route: { endpoint: { ip: string } }, ...rest: unknown[]) => Promise<unknown>;
  const dispatch = (Reflect.get(network, "dispatchResolvedHttp") as Dispatch).bind(network);
  const dispatchIfHeard: Dispatch = (context, route, ...rest) =>
    isSilent(route.endpoint.ip) ? new Promise(() => {}) : dispatch(context, route, ...rest);
  Object.assign(network, { dispatchResolvedHttp: dispatchIfHeard });
}

/** Whether a Pod can ask for this host: an address, or a name that the cluster's DNS knows. Any other would be asked of the internet. */
export async function isKnownHost({ network, pod }: ProcessContext, host: string): Promise<boolean> {
  if (/^[\d.]+$/.test(host)) return true;
  const origin = pod.config.pod as Parameters<typeof network.resolveDns>[0];
  // Where no DNS server runs, the look-up itself fails.
  const { answers } = await network.resolveDns(origin, host).catch(() => ({ answers: [] }));
  return answers.length > 0;
}
