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
  histories: { get(key: string): { value?: Uint8Array }[] | undefined };
  appendRevision(key: string, revision: { value?: Uint8Array }, event: WatchEvent): unknown;
}

interface WatchEvent {
  kv: { key: Uint8Array; value: Uint8Array };
  prev_kv: { key: Uint8Array; value: Uint8Array } | null;
}

function stateOf(etcd: Cluster["etcd"]): State {
  return Reflect.get(etcd, "stateRef") as State;
}

/**
 * Lets etcd keep one copy of each value instead of four, without what else Node's buffer pool holds beside it: in a lab
 * with many changes that is 20 MB.
 */
export function lightenMemory({ etcd }: Cluster): void {
  const state = stateOf(etcd);
  const append = state.appendRevision.bind(state);
  state.appendRevision = (key, revision, { kv, prev_kv, ...event }) => {
    const before = state.histories.get(key)?.at(-1)?.value;
    const value = revision.value && alone(revision.value);
    const name = alone(kv.key);
    return append(
      key,
      { ...revision, ...(value && { value }) },
      {
        ...event,
        kv: { ...kv, key: name, value: value ?? before ?? kv.value },
        prev_kv: prev_kv && { ...prev_kv, key: name, value: before ?? prev_kv.value },
      },
    );
  };
}

/** The same bytes in memory of their own. In a browser `Buffer` is a package that only webernetes knows. */
function alone(bytes: Uint8Array): Uint8Array {
  const copy = (bytes.constructor as typeof Buffer).alloc(bytes.length);
  copy.set(bytes);
  return copy;
}
