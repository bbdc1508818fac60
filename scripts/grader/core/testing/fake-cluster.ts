import type { Cluster, HttpRequest, HttpResponse, ObjectQuery, WatchListener } from "#core/cluster.ts";
import { isJsonMap, type Json } from "#core/json.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";

/** A cluster for tests: a store whose API can be made to fail, and in which nothing happens by itself. */
export interface FakeCluster extends Cluster {
  readonly clock: FakeClock;
  put(object: KubernetesObject): void;
  remove(of: { apiVersion: string; kind: string; name: string }): void;
  /** From now on the API fails with this error; watches say so if `told`, else they just fall silent. */
  fail(error: Error, options?: { told: boolean }): void;
  /** The API answers again, and watches go on. */
  recover(): void;
  /** How requests are answered; with 200 if nothing else is said. */
  respond: (request: HttpRequest) => Promise<HttpResponse[]>;
  /** What the rest of the port does, after it was written down; nothing if nothing else is said. */
  answers: Partial<
    Pick<
      Cluster,
      | "evict"
      | "authorize"
      | "rules"
      | "logs"
      | "exec"
      | "listener"
      | "freeze"
      | "stopNode"
      | "startNode"
      | "startComponent"
    >
  >;
  /** What was asked of it beside reading, in order. */
  readonly log: string[];
  /** How many watches are open. */
  watching(): number;
}

export function fakeCluster(...initial: KubernetesObject[]): FakeCluster {
  const clock = fakeClock();
  const objects = new Map<string, KubernetesObject>();
  const watches = new Set<{ query: ObjectQuery; listener: WatchListener }>();
  const log: string[] = [];
  let failure: Error | undefined;

  const keyOf = ({ apiVersion, kind, metadata }: KubernetesObject) => `${apiVersion}/${kind}/${metadata.name}`;
  const find = (query: ObjectQuery) =>
    [...objects.values()]
      .filter((object) => matches(query, object))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const tell = () => {
    if (!failure) for (const { query, listener } of watches) listener.changed(find(query));
  };
  const answer = async <T>(give: () => T): Promise<T> => {
    if (failure) throw failure;
    return give();
  };
  const put = (object: KubernetesObject) => {
    objects.set(keyOf(object), object);
    tell();
  };
  initial.forEach(put);

  const cluster: FakeCluster = {
    kind: "kubernetes",
    version: "v1.36.3",
    clock,
    log,
    put,
    fail(error, { told } = { told: true }) {
      failure = error;
      if (told) for (const { listener } of watches) listener.failed(error);
    },
    recover() {
      failure = undefined;
      tell();
    },
    answers: {},
    respond: async ({ times }) => Array.from({ length: times }, () => ({ status: 200, body: "" })),
    watching: () => watches.size,
    createNamespace: (prefix) => answer(() => `${prefix}-1`),
    deleteNamespace: (name) => answer(() => void log.push(`delete namespace ${name}`)),
    unsupported: () => [],
    apply: (object, by) =>
      answer(() => {
        log.push(`apply ${object.kind}/${object.metadata.name} by ${by}`);
        put(object);
        return object;
      }),
    patch: ({ apiVersion, kind, name }, patch) =>
      answer(() => {
        log.push(`patch ${kind}/${name} ${JSON.stringify(patch)}`);
        const patched = merged(objects.get(`${apiVersion}/${kind}/${name}`) as unknown as Json, patch);
        put(patched as unknown as KubernetesObject);
        return patched as unknown as KubernetesObject;
      }),
    list: (query) => answer(() => find(query)),
    watch(query, listener, signal) {
      const watch = { query, listener };
      watches.add(watch);
      signal.addEventListener("abort", () => watches.delete(watch), { once: true });
      void Promise.resolve().then(() => {
        if (signal.aborted) return;
        if (failure) listener.failed(failure);
        else listener.changed(find(query));
      });
    },
    delete: (reference) =>
      answer(() => {
        log.push(`delete ${reference.kind}/${reference.name}`);
        cluster.remove(reference);
      }),
    remove({ apiVersion, kind, name }) {
      objects.delete(`${apiVersion}/${kind}/${name}`);
      tell();
    },
    evict: async (pod) => {
      await answer(() => log.push(`evict ${pod.name}`));
      await cluster.answers.evict?.(pod);
      cluster.remove({ apiVersion: "v1", kind: "Pod", name: pod.name });
    },
    stopNode: async (name) => {
      await answer(() => log.push(`stop node ${name}`));
      await cluster.answers.stopNode?.(name);
    },
    startNode: async (name) => {
      await answer(() => log.push(`start node ${name}`));
      await cluster.answers.startNode?.(name);
    },
    stopProgram: (node, program) => answer(() => void log.push(`stop ${program} on ${node}`)),
    startProgram: (node, program) => answer(() => void log.push(`start ${program} on ${node}`)),
    stopComponent: (name) => answer(() => void log.push(`stop ${name}`)),
    startComponent: async (name) => {
      await answer(() => log.push(`start ${name}`));
      await cluster.answers.startComponent?.(name);
    },
    authorize: async (question) => {
      await answer(() => undefined);
      return (await cluster.answers.authorize?.(question)) ?? { allowed: false, reason: "" };
    },
    rules: async (account, namespace) => {
      await answer(() => undefined);
      return (await cluster.answers.rules?.(account, namespace)) ?? [];
    },
    logs: async (container, options) => {
      await answer(() => undefined);
      return (await cluster.answers.logs?.(container, options)) ?? "";
    },
    exec: async (container, command, signal) => {
      await answer(() => log.push(`exec ${container.pod}: ${command.join(" ")}`));
      return (await cluster.answers.exec?.(container, command, signal)) ?? { exitCode: 0, stdout: "", stderr: "" };
    },
    listener: async (pod, port) => {
      await answer(() => undefined);
      return await cluster.answers.listener?.(pod, port);
    },
    freeze: async (container) => {
      await answer(() => log.push(`freeze ${container.container} of ${container.pod}`));
      await cluster.answers.freeze?.(container);
    },
    request: (request) => (failure ? Promise.reject(failure) : cluster.respond(request)),
    close: () => Promise.resolve(),
  };
  return cluster;
}

/** A JSON merge patch (RFC 7386). */
function merged(into: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch;
  const entries = new Map(Object.entries(isJsonMap(into) ? into : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) entries.delete(key);
    else entries.set(key, merged(entries.get(key), value));
  }
  return Object.fromEntries(entries);
}

function matches({ name, labels = {}, ...kind }: ObjectQuery, object: KubernetesObject): boolean {
  return (
    kindName(kind) === kindName(object) &&
    (name === undefined || name === object.metadata.name) &&
    Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value)
  );
}
