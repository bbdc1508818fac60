import type { Cluster, HttpResponse, ObjectQuery, ServiceRequest, WatchListener } from "#core/cluster.ts";
import { type FakeClock, fakeClock } from "#core/fake-clock.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes-object.ts";

/** A cluster for tests: a store whose API can be made to fail, and in which nothing happens by itself. */
export interface FakeCluster extends Cluster {
  readonly clock: FakeClock;
  put(object: KubernetesObject): void;
  /** From now on the API fails with this error; watches say so if `told`, else they just fall silent. */
  fail(error: Error, options?: { told: boolean }): void;
  /** The API answers again, and watches go on. */
  recover(): void;
  /** How requests are answered; with 200 if nothing else is said. */
  respond: (request: ServiceRequest) => Promise<HttpResponse[]>;
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
    respond: async ({ times }) => Array.from({ length: times }, () => ({ status: 200, body: "" })),
    watching: () => watches.size,
    createNamespace: (prefix) => answer(() => `${prefix}-1`),
    deleteNamespace: (name) => answer(() => void log.push(`delete namespace ${name}`)),
    unsupported: () => [],
    apply: (object) =>
      answer(() => {
        log.push(`apply ${object.kind}/${object.metadata.name}`);
        put(object);
        return object;
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
    delete: ({ apiVersion, kind, name }) =>
      answer(() => {
        log.push(`delete ${kind}/${name}`);
        objects.delete(`${apiVersion}/${kind}/${name}`);
        tell();
      }),
    request: (request) => (failure ? Promise.reject(failure) : cluster.respond(request)),
    close: () => Promise.resolve(),
  };
  return cluster;
}

function matches({ name, labels = {}, ...kind }: ObjectQuery, object: KubernetesObject): boolean {
  return (
    kindName(kind) === kindName(object) &&
    (name === undefined || name === object.metadata.name) &&
    Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value)
  );
}
