import {
  type Cluster,
  type ObjectStore,
  allowHeadless,
  makeStore,
  nameCause,
  prepareClients,
  quickenReading,
  storesOf,
} from "#simulator/webernetes/webernetes.ts";
import { requireAccounts } from "./accounts.ts";
import { recordEvents } from "./events.ts";
import { guardStore } from "./guards.ts";
import { tendNamespaces } from "./namespaces.ts";
import { keepRevisions } from "./revisions.ts";

/** Kinds that webernetes does not know. */
const addedKinds = [
  "v1/ConfigMap",
  "v1/Secret",
  "v1/ServiceAccount",
  "policy/v1/PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1/Role",
  "rbac.authorization.k8s.io/v1/RoleBinding",
];

/** Adds to webernetes' API server what it lacks; returns the store of each kind, such as `apps/v1/Deployment`. */
export function addApiServer(cluster: Cluster): Map<string, ObjectStore> {
  quickenReading(cluster);
  const added = new Map(addedKinds.map((kind) => [kind, makeStore(cluster, kind)]));
  for (const store of added.values()) guardStore(store);
  const log = { names: new Map<string, string>(), written: 0, writing: Promise.resolve() };
  prepareClients(cluster, (client) => {
    nameCause(client);
    for (const [kind, store] of storesOf(client)) {
      guardStore(store);
      if (kind === "apps/v1/Deployment") keepRevisions(client, store);
      if (kind === "v1/Pod") requireAccounts(store, added.get("v1/ServiceAccount")!);
      if (kind === "v1/Service") allowHeadless(store);
      if (kind === "v1/Event") recordEvents(store, log, () => cluster.clock.nowMs());
      if (kind === "v1/Namespace") tendNamespaces(store, added.get("v1/ServiceAccount")!, [...added.values()]);
    }
  });
  const { corev1, appsv1, discoveryv1 } = cluster.api;
  return new Map<string, ObjectStore>([...[corev1, appsv1, discoveryv1].flatMap(storesOf), ...added]);
}
