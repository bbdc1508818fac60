import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/** The events that one cluster has written. */
export interface EventLog {
  /** The name of each event by what it says. */
  names: Map<string, string>;
  written: number;
  /** Settles when the last write is done: two at a time would count wrongly. */
  writing: Promise<unknown>;
}

/**
 * Makes the store write events as client-go's recorder does. One that says again what another said before is counted in
 * that (`count` and `lastTimestamp` go up), and the name of a new one ends with its time, so that the events about one
 * object are in the list in the order in which they happened. `now` is in milliseconds.
 */
export function recordEvents(events: ObjectStore, log: EventLog, now: () => number): void {
  const create = events.create.bind(events);
  async function record(event: KubernetesObject): Promise<KubernetesObject> {
    const { namespace } = event.metadata;
    const saying = whatItSays(event);
    const known = log.names.get(saying);
    const before = known === undefined ? undefined : await events.get(known, namespace);
    if (before) {
      const count = Number(before["count"] ?? 1) + 1;
      return await events.update(before.metadata.name, { ...before, count, lastTimestamp: event["lastTimestamp"] });
    }
    const { name: about } = event["involvedObject"] as { name: string };
    const nanoseconds = BigInt(now()) * 1_000_000n + BigInt(log.written++);
    const name = `${about}.${nanoseconds.toString(16)}`;
    log.names.set(saying, name);
    return await create({ ...event, metadata: { name, namespace } });
  }
  events.create = (event) => {
    // As client-go's recorder: an event that cannot be written (its namespace is going away) is dropped.
    const recorded = log.writing.then(() => record(event).catch(() => event));
    log.writing = recorded;
    return recorded;
  };
}

function whatItSays({ type, reason, message, source, involvedObject }: KubernetesObject): string {
  const { uid, name, namespace, fieldPath } = (involvedObject ?? {}) as Record<string, string>;
  const { component, host } = (source ?? {}) as Record<string, string>;
  return JSON.stringify([namespace, name, uid, fieldPath, component, host, type, reason, message]);
}
