import type { Cluster } from "@ngrok/webernetes";

/** Calls `before` ahead of each access to etcd, which fails where that throws. */
export function wrapEtcd({ etcd }: Cluster, before: (isWrite: boolean) => void): void {
  for (const name of ["get", "getAll", "put", "delete", "if", "watch"] as const) {
    const method = (etcd[name] as (...args: unknown[]) => unknown).bind(etcd);
    Object.assign(etcd, {
      [name]: (...args: unknown[]) => {
        before(name === "if");
        return method(...args);
      },
    });
  }
}

/**
 * Lets etcd remember more than the last three revisions of an object: who lists and then watches would otherwise miss
 * one that changes quickly at that moment, and webernetes' informers do not recover from that.
 */
export function lengthenMemory({ etcd }: Cluster): void {
  stateOf(etcd).options.retainedRevisions = 100;
}

interface State {
  options: { retainedRevisions: number };
  histories: {
    get(key: string): Revision[] | undefined;
    entriesFrom(key: string): Iterable<[key: string, revisions: Revision[]]>;
  };
  appendRevision(key: string, revision: { value?: Uint8Array }, event: WatchEvent): unknown;
  range(namespace: string, request: RangeRequest): unknown;
  header(): unknown;
}

interface Revision {
  value?: Uint8Array;
  deleted: boolean;
  modRevision: number;
}

/** The keys from `key` to `rangeEnd`, or `key` alone; the latest values where no revision is named. */
interface RangeRequest {
  key: string;
  rangeEnd: string;
  revision?: number;
}

interface WatchEvent {
  kv: { key: unknown; value: Uint8Array };
  prev_kv: { key: unknown; value: Uint8Array } | null;
}

function stateOf(etcd: Cluster["etcd"]): State {
  return Reflect.get(etcd, "stateRef") as State;
}

/**
 * Lets etcd keep one copy of each value instead of four, without what else Node's buffer pool holds beside it: in a lab
 * with many changes that is 20 MB. Keys stay text: each watcher of anything reads the key of each change as text.
 */
export function lightenMemory({ etcd }: Cluster): void {
  const state = stateOf(etcd);
  const append = state.appendRevision.bind(state);
  state.appendRevision = (key, revision, { kv, prev_kv, ...event }) => {
    const before = state.histories.get(key)?.at(-1)?.value;
    const value = revision.value && alone(revision.value);
    return append(
      key,
      { ...revision, ...(value && { value }) },
      {
        ...event,
        kv: { ...kv, key, value: value ?? before ?? kv.value },
        prev_kv: prev_kv && { ...prev_kv, key, value: before ?? prev_kv.value },
      },
    );
  };
}

/**
 * Lets stores read what etcd holds: it copies each value twice, and sorts what is in order already. No store changes
 * what it reads. Who allocates addresses does, and gets copies as before.
 */
export function lightenReads({ etcd }: Cluster): void {
  const state = stateOf(etcd);
  const range = state.range.bind(state);
  state.range = (namespace, request) => {
    const { key, rangeEnd, revision } = request;
    if (key.startsWith(ADDRESSES) || revision !== undefined) return range(namespace, request);
    const kvs = rangeEnd === "" ? latest(key, state.histories.get(key)) : [];
    if (rangeEnd !== "") {
      for (const [name, revisions] of state.histories.entriesFrom(key)) {
        if (name >= rangeEnd) break;
        kvs.push(...latest(name, revisions));
      }
    }
    return { header: state.header(), kvs };
  };
}

/** Below it stands which addresses and ports are given away. */
const ADDRESSES = "/registry/ranges/";

/** What stores read of a value: none if it does not exist or was deleted. */
function latest(key: string, revisions: Revision[] = []): object[] {
  const last = revisions.at(-1);
  return last && !last.deleted ? [{ key, value: last.value, mod_revision: String(last.modRevision) }] : [];
}

/** The same bytes in their own memory. In a browser `Buffer` is a package that only webernetes knows. */
function alone(bytes: Uint8Array): Uint8Array {
  const copy = (bytes.constructor as typeof Buffer).alloc(bytes.length);
  copy.set(bytes);
  return copy;
}
