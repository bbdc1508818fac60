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
  const state = Reflect.get(etcd, "stateRef") as { options: { retainedRevisions: number } };
  state.options.retainedRevisions = 100;
}
