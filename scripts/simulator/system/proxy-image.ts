import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { informers } from "#simulator/controllers/controller.ts";
import { type ImageConstructor, type ProcessContext, BaseImage, podOf } from "#simulator/webernetes/webernetes.ts";

/** kube-proxy writes its rules at most once in this time: `iptables.minSyncPeriod`, as kubeadm leaves it. */
const SYNC_MILLISECONDS = 1000;

type Network = ProcessContext["network"];
type Service = Parameters<Network["registerService"]>[0];

/**
 * kube-proxy, in the place of webernetes' own, which needs no time for its rules and knows no endpoints that are
 * terminating. There is one network for all nodes, so one of them, that of `node`, writes for all.
 */
export function proxyImage(node: string): ImageConstructor {
  return class extends BaseImage {
    static readonly imageName = "webernetes/proxy";
    static readonly imageVersion = "1.0";
    readonly defaultCommand = ["kube-proxy"];
    override async exec(process: ProcessContext): Promise<number> {
      if (podOf(process).spec["nodeName"] === node) await proxy(process);
      return await process.waitUntilKilled();
    }
  };
}

async function proxy(process: ProcessContext): Promise<void> {
  const { nodes, services, slices } = informers(process);
  const { network } = process;
  let known = new Map<string, Service>();
  let waiting = false;

  function sync(): void {
    waiting = false;
    const now = new Map(
      services.list().flatMap((one): [string, Service][] => (isRouted(one) ? [[keyOf(one), one]] : [])),
    );
    for (const [key, { metadata }] of known) {
      if (!now.has(key)) network.unregisterService(metadata?.namespace ?? "", metadata?.name ?? "");
    }
    for (const service of now.values()) {
      const own = slices.list().filter((slice) => isOf(slice, service)) as unknown as KubernetesObject[];
      network.registerService(service);
      for (const { name, port } of service.spec?.ports ?? []) {
        const targets = targetsOf(own, name ?? "");
        network.setServiceTargets(service.metadata?.namespace ?? "", service.metadata?.name ?? "", port, targets);
      }
    }
    known = now;
  }

  function wake(): void {
    if (waiting || process.err()) return;
    waiting = true;
    process.setTimeout(sync, SYNC_MILLISECONDS);
  }

  nodes.on("add", (one) => network.registerNode(one));
  nodes.on("delete", (one) => network.unregisterNode(one.metadata?.name ?? ""));
  services.on("change", wake);
  slices.on("change", wake);
  const all = [nodes, services, slices];
  await Promise.all(all.map((informer) => informer.start()));
  sync();
  await process.waitUntilKilled();
  await Promise.all(all.map((informer) => informer.stop()));
}

function keyOf({ metadata }: Service): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

function isRouted({ spec }: Service): boolean {
  return spec?.clusterIP !== undefined && spec.clusterIP !== "None" && spec.type !== "ExternalName";
}

function isOf({ metadata }: { metadata?: Service["metadata"] }, service: Service): boolean {
  return (
    metadata?.namespace === service.metadata?.namespace &&
    metadata?.labels?.["kubernetes.io/service-name"] === service.metadata?.name
  );
}

interface Slice {
  endpoints: { addresses: string[]; conditions?: { ready?: boolean; serving?: boolean } }[];
  ports?: { name?: string; port?: number }[];
}

/** The addresses that get requests: the ready ones or, without any, those that still serve while they end. */
function targetsOf(slices: KubernetesObject[], portName: string): string[] {
  const of = (wanted: "ready" | "serving"): string[] =>
    (slices as unknown as Slice[]).flatMap(({ endpoints, ports = [] }) => {
      const port = ports.find(({ name = "" }) => name === portName)?.port;
      const chosen = endpoints.filter(({ conditions }) => conditions?.[wanted]);
      return port === undefined ? [] : chosen.map(({ addresses }) => `${addresses[0]}:${port}`);
    });
  const ready = of("ready");
  return ready.length > 0 ? ready : of("serving");
}
