import type { Cluster } from "@ngrok/webernetes";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** What the API server keeps of one kind, with the guards that webernetes calls before each write. */
export interface ObjectStore {
  get(name: string, namespace?: string): Promise<KubernetesObject | undefined>;
  create(object: KubernetesObject): Promise<KubernetesObject>;
  update(name: string, object: KubernetesObject): Promise<KubernetesObject>;
  delete(name: string, namespace?: string): Promise<boolean>;
  listWithResourceVersion(namespace?: string): Promise<{ items: KubernetesObject[]; resourceVersion: string }>;
  /** The objects themselves, all or the one of that name, which nobody may change. */
  peek(namespace?: string, name?: string): Promise<readonly KubernetesObject[]>;
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

/** A store for a namespaced kind that webernetes does not know, such as `v1/ConfigMap`. */
export function makeStore(cluster: Cluster, kindName: string): ObjectStore {
  const [[, known] = []] = storesOf(cluster.api.corev1);
  const Store = Object.getPrototypeOf(Object.getPrototypeOf(known)).constructor as StoreConstructor;
  const [, apiVersion = "", kind = ""] = /^(.+)\/(.+)$/.exec(kindName) ?? [];
  const group = apiVersion.includes("/") ? `${apiVersion.split("/")[0]}/` : "";
  return new Store(cluster.ctx, cluster.etcd, {
    namespaced: true,
    apiVersion,
    kind,
    defaultQualifiedResource: `${group}${kind.toLowerCase()}s`,
    singularQualifiedResource: kind.toLowerCase(),
  });
}

/** Lets a store of Services take those that want no address. */
export function allowHeadless(services: ObjectStore): void {
  type Allocate = (service: KubernetesObject, existing?: KubernetesObject) => Promise<unknown>;
  type AddressesOf = (service?: KubernetesObject) => string[];
  const inside = services as unknown as { allocateClusterIP: Allocate; serviceClusterIPs: AddressesOf };
  const allocate = inside.allocateClusterIP.bind(services);
  inside.allocateClusterIP = async (service, existing) => {
    const spec = service.spec as { clusterIP?: string; clusterIPs?: string[] };
    if (spec.clusterIP !== "None") return await allocate(service, existing);
    spec.clusterIPs = ["None"];
    return { clusterIPs: [], nodePorts: [] };
  };
  const addressesOf = inside.serviceClusterIPs.bind(services);
  inside.serviceClusterIPs = (service) => addressesOf(service).filter((address) => address !== "None");
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

/** Lets a client that makes Pods say why it may not as client-go does: with the API server's message alone. */
export function nameCause(client: object): void {
  const inside = client as { createNamespacedPod?: (...args: unknown[]) => Promise<unknown> };
  const create = inside.createNamespacedPod?.bind(client);
  if (!create) return;
  inside.createNamespacedPod = async (...args) =>
    await create(...args).catch((error: Error & { body?: { message?: string } }) => {
      throw Object.assign(error, { message: error.body?.message ?? error.message });
    });
}
