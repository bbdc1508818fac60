import type { Clock } from "#core/clock.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";

/** Which objects of one kind; without `namespace` the kind is cluster-scoped. */
export interface ObjectQuery {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name?: string;
  /** Each label must be there with this value. */
  labels?: Record<string, string>;
}

export interface ObjectReference {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

export interface WatchListener {
  /** All objects that match now, ordered by name. Called once when the first list is there, then after each change. */
  changed(objects: KubernetesObject[]): void;
  /** The API did not answer; the watch goes on by itself, and `changed` follows when the API is back. */
  failed(error: Error): void;
}

/** HTTP GET requests through a Service, sent from inside the cluster. */
export interface ServiceRequest {
  namespace: string;
  service: string;
  port: number;
  path: string;
  /** How many requests are sent, one after the other, each on a connection of its own. */
  times: number;
  /** For each request. */
  timeoutMilliseconds: number;
}

/** The answer to one request: a response, or the reason that none came ("connection refused"). */
export type HttpResponse =
  | { status: number; body: string; error?: undefined }
  | { status?: undefined; body?: undefined; error: string };

/** What a cluster cannot model: grading says `unsupported`, never `pass`. */
export interface Unsupported {
  /** The object's kind, `apps/v1/Deployment`. */
  kind: string;
  /** The field that is not modelled; empty when it is the kind itself. */
  path: string;
}

/** What the cluster refuses because of the object itself (HTTP 4xx): the learner's mistake, not the cluster's fault. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  /** The API's reason, such as `Invalid`. */
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The cluster that grading applies objects to, simulated or real; grading cannot tell which one it has.
 * Every method rejects with {@link RefusedError} where the API refuses the object, and with another error where the
 * cluster itself is at fault. The contract suite says what each promises.
 */
export interface Cluster {
  readonly kind: "simulated" | "kubernetes";
  /** The API server's version, such as `v1.36.3`; for a simulated cluster the version that it imitates. */
  readonly version: string;
  readonly clock: Clock;
  /** Makes a namespace that did not exist before, ready for Pods, and returns its name: `prefix` and a random suffix. */
  createNamespace(prefix: string): Promise<string>;
  /** Deletes it with all that is in it; resolves when the API accepted that, not when it is gone. */
  deleteNamespace(name: string): Promise<void>;
  /** Fields of these objects that the cluster does not model; always none for a real cluster. */
  unsupported(objects: KubernetesObject[]): Unsupported[];
  /** Creates or updates the object and returns it as stored. */
  apply(object: KubernetesObject): Promise<KubernetesObject>;
  /** Objects now, ordered by name, read from the store and not from a cache. */
  list(query: ObjectQuery): Promise<KubernetesObject[]>;
  /** Tells the listener of each change until `signal` aborts. */
  watch(query: ObjectQuery, listener: WatchListener, signal: AbortSignal): void;
  /** Resolves when the API accepted the deletion; an object that is gone already is no error. */
  delete(reference: ObjectReference): Promise<void>;
  /** As a Pod would: DNS name, cluster IP, kube-proxy. One entry a request, in order. */
  request(request: ServiceRequest, signal?: AbortSignal): Promise<HttpResponse[]>;
  close(): Promise<void>;
}
