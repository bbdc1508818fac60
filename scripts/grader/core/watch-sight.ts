import type { Cluster, ObjectQuery } from "#core/cluster.ts";
import type { ObjectSelector, Request } from "#core/generated/lab.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import { ownerKinds, select } from "#core/owners.ts";
import type { Sight, Subject } from "#core/sight.ts";

/** Where a check looks. */
export interface Place {
  cluster: Cluster;
  namespace: string;
}

export interface SightListener {
  seen(sight: Sight): void;
  failed(error: Error): void;
}

/** The pause between two rounds of requests: traffic has no watch. */
const REQUEST_PAUSE = 250;
const REQUEST_TIMEOUT = 2000;

/** Tells the listener what the subject looks like now, and again after each change, until `signal` aborts. */
export function watchSight(place: Place, subject: Subject, listener: SightListener, signal: AbortSignal): void {
  if (subject.kind === "request") void sendRequests(place, subject.request, listener, signal);
  else if (subject.kind === "objects") watchSelection(place, subject.objects, listener, signal);
  else {
    const query = { ...subject.object, namespace: place.namespace };
    const changed = ([object]: KubernetesObject[]) => listener.seen({ kind: "object", object });
    place.cluster.watch(query, { changed, failed: (error) => listener.failed(error) }, signal);
  }
}

/** The objects that a selector means at this moment, read from the store. */
export async function listSelection(
  { cluster, namespace }: Place,
  selector: ObjectSelector,
): Promise<KubernetesObject[]> {
  const [objects, ...others] = await Promise.all(queries(namespace, selector).map((query) => cluster.list(query)));
  return select(selector, objects ?? [], others.flat());
}

function watchSelection(
  { cluster, namespace }: Place,
  selector: ObjectSelector,
  listener: SightListener,
  signal: AbortSignal,
): void {
  const all = queries(namespace, selector);
  // What one watch knows says nothing while another one is blind.
  const latest: (KubernetesObject[] | undefined)[] = all.map(() => undefined);
  for (const [index, query] of all.entries()) {
    const changed = (objects: KubernetesObject[]) => {
      latest[index] = objects;
      const known = latest.filter((list) => list !== undefined);
      const [selected, ...others] = known;
      if (known.length < all.length || !selected) return;
      listener.seen({ kind: "objects", objects: select(selector, selected, others.flat()) });
    };
    const failed = (error: Error) => {
      latest[index] = undefined;
      listener.failed(error);
    };
    cluster.watch(query, { changed, failed }, signal);
  }
}

/** First the query for the objects themselves, then those for what may own them. */
function queries(namespace: string, selector: ObjectSelector): ObjectQuery[] {
  const { apiVersion, kind, labels } = selector;
  return [{ apiVersion, kind, namespace, labels }, ...ownerKinds(selector).map((owner) => ({ ...owner, namespace }))];
}

async function sendRequests(
  { cluster, namespace }: Place,
  request: Request,
  listener: SightListener,
  signal: AbortSignal,
): Promise<void> {
  const { service, port = 80, path = "/", times = 1 } = request;
  while (!signal.aborted) {
    try {
      const responses = await cluster.request(
        { namespace, service, port, path, times, timeoutMilliseconds: REQUEST_TIMEOUT },
        signal,
      );
      if (!signal.aborted) listener.seen({ kind: "request", responses });
    } catch (error) {
      if (!signal.aborted) listener.failed(error instanceof Error ? error : new Error(String(error)));
    }
    await cluster.clock.sleep(REQUEST_PAUSE, signal).catch(() => undefined);
  }
}
