import { Cluster, healthCheckHeader } from "@ngrok/webernetes";
import type { KubernetesObject } from "#core/kubernetes-object.ts";

export { BaseImage, Cluster } from "@ngrok/webernetes";
export type { HttpRequest, HttpResponse, ImageConstructor, ProcessContext } from "@ngrok/webernetes";

/*
 * Everything that is reached in @ngrok/webernetes although it does not export it stands in this module, so that a new
 * version of the package (it is pinned) is checked here and nowhere else.
 */

/** What the API server keeps of one kind, with the guards that webernetes calls before each write. */
export interface ObjectStore {
  get(name: string, namespace?: string): Promise<KubernetesObject | undefined>;
  create(object: KubernetesObject): Promise<KubernetesObject>;
  update(name: string, object: KubernetesObject): Promise<KubernetesObject>;
  delete(name: string, namespace?: string): Promise<boolean>;
  listWithResourceVersion(namespace?: string): Promise<{ items: KubernetesObject[]; resourceVersion: string }>;
  watch(namespace?: string, startRevision?: number): ObjectWatcher;
  /** Called with the object that is about to be stored, which it may change; the answer is called with the outcome. */
  beginCreate(object: KubernetesObject): Promise<Finish>;
  beginUpdate(object: KubernetesObject, existing: KubernetesObject): Promise<Finish>;
  /** Called with an object that nobody else has, freshly parsed or about to be handed out. */
  withResourceVersion(object: KubernetesObject, resourceVersion: string): KubernetesObject;
}

type Finish = (success: boolean) => void | Promise<void>;

interface ObjectWatcher {
  on(event: "event", handler: (type: "ADDED" | "MODIFIED" | "DELETED", object: KubernetesObject) => void): this;
  on(event: "error", handler: (error: Error) => void): this;
  cancel(): Promise<void>;
}

interface StoreOptions {
  namespaced: boolean;
  apiVersion: string;
  kind: string;
  defaultQualifiedResource: string;
  singularQualifiedResource: string;
}

type StoreConstructor = new (context: unknown, etcd: unknown, options: StoreOptions) => ObjectStore;

/** The fields of an API client that hold stores, and the kind of each. */
const storeFields = {
  namespaces: "v1/Namespace",
  nodes: "v1/Node",
  pods: "v1/Pod",
  services: "v1/Service",
  events: "v1/Event",
  deployments: "apps/v1/Deployment",
  replicaSets: "apps/v1/ReplicaSet",
  endpointSlices: "discovery.k8s.io/v1/EndpointSlice",
} as const;

export type StoredKind = (typeof storeFields)[keyof typeof storeFields];

/** The stores of one API client; each client has its own over the same etcd. */
export function storesOf(client: object): [StoredKind, ObjectStore][] {
  return Object.entries(storeFields).flatMap(([field, kind]) => {
    const store = Reflect.get(client, field) as ObjectStore | undefined;
    return store ? [[kind, store] as [StoredKind, ObjectStore]] : [];
  });
}

/** A store for a namespaced kind of `v1` that webernetes does not know. */
export function makeStore(cluster: Cluster, kind: string, plural: string): ObjectStore {
  const [[, known] = []] = storesOf(cluster.api.corev1);
  const Store = Object.getPrototypeOf(Object.getPrototypeOf(known)).constructor as StoreConstructor;
  return new Store(cluster.ctx, cluster.etcd, {
    namespaced: true,
    apiVersion: "v1",
    kind,
    defaultQualifiedResource: plural,
    singularQualifiedResource: kind.toLowerCase(),
  });
}

/** Calls `prepare` for each API client that the cluster has or will make. */
export function prepareClients(cluster: Cluster, prepare: (client: object) => void): void {
  const { kubeConfig, api } = cluster;
  for (const client of [api.corev1, api.appsv1, api.discoveryv1]) prepare(client);
  const make = kubeConfig.makeApiClient.bind(kubeConfig);
  kubeConfig.makeApiClient = (type) => {
    const client = make(type);
    prepare(client);
    return client;
  };
}

type Server = Cluster["servers"][number];

interface ServerOptions {
  name: string;
  podCIDR: string;
  ipAddresses: string[];
  kubeletConfiguration: object;
  dnsConfig: { servers: string[]; searches: string[]; options: string[] };
}

/** A machine of the cluster, and where its Pods' addresses come from. */
export interface Machine {
  name: string;
  address: string;
  podCIDR: string;
}

/** Gives the cluster these machines instead of its own, which cannot be named. Call it before `init`. */
export function replaceServers(cluster: Cluster, machines: Machine[]): Server[] {
  const Server = cluster.servers[0]?.constructor as new (cluster: Cluster, options: ServerOptions) => Server;
  const servers = machines.map(
    ({ name, address, podCIDR }) =>
      new Server(cluster, {
        name,
        podCIDR,
        ipAddresses: [address],
        dnsConfig: { servers: [cluster.dnsServiceIp], searches: [], options: [] },
        kubeletConfiguration: kubeletConfiguration(cluster.dnsServiceIp),
      }),
  );
  cluster.servers.splice(0, cluster.servers.length, ...servers);
  return servers;
}

/** What webernetes gives the kubelets of its own servers. */
function kubeletConfiguration(clusterDNS: string): object {
  return {
    syncFrequencyMs: 60_000,
    clusterDNS: [clusterDNS],
    clusterDomain: "cluster.local",
    registryPullQPS: 5,
    registryBurst: 10,
    serializeImagePulls: true,
    minimumGCAgeMs: 0,
    maxPerPodContainerCount: 1,
    maxContainerCount: -1,
    nodeStatusMaxImages: 50,
  };
}

/**
 * Lets etcd remember more than the last three revisions of an object: who lists and then watches would otherwise miss
 * one that changes quickly at that moment, and webernetes' informers do not recover from that.
 */
export function lengthenMemory({ etcd }: Cluster): void {
  const state = Reflect.get(etcd, "stateRef") as { options: { retainedRevisions: number } };
  state.options.retainedRevisions = 100;
}

/**
 * Lets requests to port 80 through (`new URL` drops `:80`, and webernetes then refuses all but one-port Services), and
 * gives a probe that is refused the kubelet's words, which name the address in full.
 */
export function mendNetwork({ network }: Cluster): void {
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
