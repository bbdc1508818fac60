import { equipRuntime } from "#simulator/images/install.ts";
import { equipKubelet } from "#simulator/kubelet/equip-kubelet.ts";
import type { Cluster, ObjectStore, Server } from "#simulator/webernetes/webernetes.ts";

/** Gives a machine what webernetes' machines lack. */
export function equipMachine(server: Server, cluster: Cluster, stores: ReadonlyMap<string, ObjectStore>): void {
  equipRuntime(server.runtime, cluster);
  equipKubelet(server, stores);
}
