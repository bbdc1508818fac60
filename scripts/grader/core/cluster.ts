import type { Clock } from "./clock.ts";
import type { Json } from "./json.ts";
import type { ComponentName, NodeProgram } from "./kubernetes/components.ts";
import type { PolicyRule } from "./kubernetes/generated/types.d.ts";
import type { KindName, KubernetesObject } from "./kubernetes/object.ts";
import type { PodSecurity } from "./kubernetes/pod-security/pod-security.ts";
import type { ServiceAccountName } from "./kubernetes/rbac/grants.ts";

/** Which objects of one kind; without `namespace` those of every namespace, or of a kind that lives in none. */
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

/** HTTP GET requests to a Service or straight to a Pod, sent from inside the cluster. */
export interface HttpRequest {
  namespace: string;
  to: { service: string } | { pod: string };
  port: number;
  path: string;
  /** How many requests are sent, one after the other, each on its own connection. */
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
  /** What the cluster knows, and was probably meant. */
  suggestion?: string;
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

/** What this cluster cannot do at all, such as stopping a node of a cluster that is not ours: the check is `unsupported`. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
}

/** Asks whether a ServiceAccount may do something; `resource` as in `deployments.apps`, `pods/log` or `pods`. */
interface AccessQuestion {
  serviceAccount: ServiceAccountName;
  verb: string;
  resource: string;
  /** Absent for a cluster-scoped resource, or for "in every namespace". */
  namespace?: string;
  /** One object; all of them if absent. */
  name?: string;
}

/** A container; the first of its Pod if it is not named. */
export interface ContainerReference {
  namespace: string;
  pod: string;
  container?: string;
}

export interface ExecResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * The cluster that grading applies objects to, simulated or real; grading cannot tell which one it has.
 * Every method rejects with {@link RefusedError} where the API refuses the object, with {@link UnsupportedError} where this cluster
 * cannot do such a thing, and with another error where the cluster itself is at fault. The contract suite says what each promises.
 */
export interface Cluster {
  readonly kind: "simulated" | "kubernetes";
  /** The API server's version, such as `v1.36.3`; for a simulated cluster the version that it imitates. */
  readonly version: string;
  /** The image of its nodes, `name:tag@sha256:…`, where that is known: of a kind cluster. */
  readonly image?: string;
  readonly clock: Clock;
  /**
   * Makes a namespace that did not exist before, ready for Pods, and returns its name: `prefix` and a random suffix.
   * On a real cluster Pods in it are held to a level of the Pod Security Standards and to a quota, and the submitter
   * may write the `kinds` there, none if not said.
   */
  createNamespace(prefix: string, podSecurity: PodSecurity, kinds?: readonly KindName[]): Promise<string>;
  /** Deletes it with all that is in it; resolves when the API accepted that, not when it is gone. */
  deleteNamespace(name: string): Promise<void>;
  /** Fields of these objects that the cluster does not model; always none for a real cluster. */
  unsupported(objects: KubernetesObject[]): Unsupported[];
  /**
   * Creates or updates the object and returns it as stored; the submitter is an account that may write only the kinds
   * that {@link Cluster.createNamespace} was told, in the object's own namespace.
   */
  apply(object: KubernetesObject, by: "grader" | "submitter"): Promise<KubernetesObject>;
  /** Changes the object by a JSON merge patch (RFC 7386) and returns it as stored. */
  patch(reference: ObjectReference, patch: Record<string, Json>): Promise<KubernetesObject>;
  /** Objects now, ordered by name, read from the store and not from a cache. */
  list(query: ObjectQuery): Promise<KubernetesObject[]>;
  /** Tells the listener of each change until `signal` aborts. */
  watch(query: ObjectQuery, listener: WatchListener, signal: AbortSignal): void;
  /** Resolves when the API accepted the deletion; an object that is gone already is no error. */
  delete(reference: ObjectReference): Promise<void>;
  /** Evicts a Pod; {@link RefusedError} with the reason `TooManyRequests` while a PodDisruptionBudget forbids it. */
  evict(pod: { namespace: string; name: string }): Promise<void>;
  /** Takes the machine away, as a power cut does; resolves when it is off. A stopped node is no error. */
  stopNode(name: string): Promise<void>;
  /** Resolves when the machine runs again, which is before its node is Ready. */
  startNode(name: string): Promise<void>;
  /** Ends a program of a node until it is started again; the node's containers go on. */
  stopProgram(node: string, program: NodeProgram): Promise<void>;
  startProgram(node: string, program: NodeProgram): Promise<void>;
  /** Ends a component of the control plane or of every node until it is started again. */
  stopComponent(name: ComponentName): Promise<void>;
  startComponent(name: ComponentName): Promise<void>;
  /**
   * As a Pod would: DNS name, cluster IP, kube-proxy. One entry a request, in order. On a real cluster each request has
   * a header `User-Agent: checkride/` with a number that no other request has: nothing on the way can answer it from
   * memory, and it does not change what a server is asked for.
   */
  request(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse[]>;
  authorize(question: AccessQuestion): Promise<{ allowed: boolean; reason: string }>;
  /** All rules that say what a ServiceAccount may do in that namespace, also those that count in every one. */
  rules(account: ServiceAccountName, namespace: string): Promise<PolicyRule[]>;
  /** What the container wrote, at most its last 64 KiB; `previous` for the one before its last restart. */
  logs(container: ContainerReference, options?: { previous?: boolean }): Promise<string>;
  /** Runs a command in a container to its end. */
  exec(container: ContainerReference, command: readonly string[], signal?: AbortSignal): Promise<ExecResult>;
  /** The container that listens on a TCP port of a Pod on which somebody answers; undefined where that cannot be told. */
  listener(pod: { namespace: string; pod: string }, port: number): Promise<string | undefined>;
  /**
   * Lets a container hang: stops all its processes but the first of the container, which no signal from inside can stop. The kernel
   * goes on taking connections for them. A program that is one process goes on.
   */
  freeze(container: Required<ContainerReference>): Promise<void>;
  /**
   * What has gone wrong with the cluster itself since that namespace was made ("node worker-2 fell silent"), but for
   * nodes and components that were stopped through this interface: then a check that failed proves nothing.
   */
  trouble?(namespace: string): Promise<string | undefined>;
  close(): Promise<void>;
}
