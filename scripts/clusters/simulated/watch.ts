import type { ObjectQuery, WatchListener } from "#core/cluster.ts";
import { sameValue } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Simulation } from "#simulator/simulation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { byName, matches } from "./matching.ts";
import { plainObject } from "./plain-object.ts";

/** How long a failed watch waits before it lists again, as client-go does at first. */
const RETRY_MILLISECONDS = 1000;

/** Lists, then follows the store from that moment on, and lets time flow until `signal` aborts. */
export function watchStore(
  { turns, outage }: Pick<Simulation, "turns" | "outage">,
  store: ObjectStore,
  query: ObjectQuery,
  listener: WatchListener,
  signal: AbortSignal,
): void {
  if (signal.aborted) return;
  signal.addEventListener("abort", turns.hold(), { once: true });
  outage.onBegin((cause) => turns.deliver(() => listener.failed(cause)), signal);
  let told: KubernetesObject[] | undefined;

  function tell(found: Map<string, KubernetesObject>): void {
    const objects = [...found.values()].sort(byName);
    if (signal.aborted || (told && sameValue(versions(objects), versions(told)))) return;
    told = objects;
    turns.deliver(() => {
      if (!signal.aborted) listener.changed(objects);
    });
  }

  async function follow(): Promise<void> {
    if (signal.aborted) return;
    const { items, resourceVersion } = await store.listWithResourceVersion(query.namespace);
    const found = new Map(
      items.filter((item) => matches(query, item)).map((item) => [item.metadata.name, plainObject(item)]),
    );
    tell(found);
    const watcher = store.watch(query.namespace, Number(resourceVersion) + 1);
    watcher.on("error", startAgain);
    watcher.on("event", (type, object) => {
      found.delete(object.metadata.name);
      if (type !== "DELETED" && matches(query, object)) found.set(object.metadata.name, plainObject(object));
      tell(found);
    });
    if (signal.aborted) await watcher.cancel();
    else signal.addEventListener("abort", () => void turns.run(() => watcher.cancel()), { once: true });
  }

  /** A watch that began a moment too late for etcd's short memory lists again, which is no failure. */
  function startAgain(error: Error & { code?: string }): void {
    if (signal.aborted) return;
    if (error.code === "errCompacted") return start();
    turns.deliver(() => listener.failed(error));
    void startLater();
  }

  async function startLater(): Promise<void> {
    await turns.clock.sleep(RETRY_MILLISECONDS);
    start();
  }

  function start(): void {
    turns.run(follow).catch(startAgain);
  }

  start();
}

function versions(objects: KubernetesObject[]): unknown {
  return objects.map(({ metadata }) => [metadata.uid, metadata.resourceVersion]);
}
