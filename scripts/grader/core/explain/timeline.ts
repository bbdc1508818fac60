import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** An event, at the time at which the cluster told of it; or a note of ours, about no object. */
export interface Moment {
  /** Since the recording began, by the cluster's clock. */
  milliseconds: number;
  warning: boolean;
  /** Such as `Pod/web-1`. */
  object: string;
  reason: string;
  message: string;
}

interface Event {
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  involvedObject?: { kind?: string; name?: string };
}

export interface Timeline {
  /** Grows until the recording ends. */
  moments: Moment[];
  /** Adds what we do to the cluster ourselves. */
  note: (reason: string, message: string) => void;
}

/** More than this nobody reads. */
const MAX_MOMENTS = 300;

/**
 * Records the events of a namespace and of the cluster's nodes until `signal` aborts. An event that happens again is
 * another moment. Where the API does not answer, what happens is not recorded.
 */
export function recordTimeline(
  { cluster, namespace }: { cluster: Pick<Cluster, "clock" | "watch">; namespace: string },
  signal: AbortSignal,
): Timeline {
  const moments: Moment[] = [];
  const started = cluster.clock.now();
  const add = (event: Event): void => {
    if (moments.length < MAX_MOMENTS) moments.push(momentOf(event, cluster.clock.now() - started));
  };
  const record = (of: string, wanted: (event: Event) => boolean, known: boolean): void => {
    const counts = new Map<string, number>();
    let first = true;
    const changed = (events: KubernetesObject[]): void => {
      for (const event of events.filter((one) => wanted(one as Event))) {
        const { count = 1 } = event as Event;
        const again = count > (counts.get(event.metadata.name) ?? 0);
        counts.set(event.metadata.name, count);
        if (again && !(first && known)) add(event as Event);
      }
      first = false;
    };
    cluster.watch({ apiVersion: "v1", kind: "Event", namespace: of }, { changed, failed: () => undefined }, signal);
  };
  record(namespace, () => true, false);
  // Events of nodes are in this namespace; those of the time before are none of this grade's.
  record("default", ({ involvedObject }) => involvedObject?.kind === "Node", true);
  return { moments, note: (reason, message) => add({ reason, message }) };
}

function momentOf({ type, reason = "", message = "", involvedObject }: Event, milliseconds: number): Moment {
  return {
    milliseconds: Math.round(milliseconds),
    warning: type === "Warning",
    object: involvedObject ? `${involvedObject.kind ?? ""}/${involvedObject.name ?? ""}` : "",
    reason,
    message,
  };
}
