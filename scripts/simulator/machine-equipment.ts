import { equipRuntime } from "./images/install.ts";
import { equipKubelet } from "./kubelet/equip-kubelet.ts";
import type { Cluster, ObjectStore, Server } from "./webernetes.ts";

/** Gives a machine what webernetes' machines lack. */
export function equipMachine(server: Server, cluster: Cluster, stores: ReadonlyMap<string, ObjectStore>): void {
  equipRuntime(server.runtime, cluster);
  equipKubelet(server, stores);
}
