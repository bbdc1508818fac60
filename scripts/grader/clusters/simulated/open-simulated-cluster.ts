import type { Cluster, ObjectReference } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes-object.ts";
import { kindName } from "#core/kubernetes-object.ts";
import { KUBERNETES_VERSION } from "#simulator/nodes.ts";
import { startSimulation } from "#simulator/simulation.ts";
import type { Simulation } from "#simulator/simulation.ts";
import type { ObjectStore } from "#simulator/webernetes.ts";
import { applyObject } from "./apply.ts";
import type { LastApplied } from "./apply.ts";
import { byName, matches } from "./matching.ts";
import { plainObject } from "./plain-object.ts";
import { refusal } from "./refusals.ts";
import { sendRequests } from "./request.ts";
import { unsupportedFields } from "./unsupported-fields.ts";
import { watchStore } from "./watch.ts";

/**
 * Starts a cluster in this process: a control plane node and `workers` workers, all Pods of the system ready.
 * Its time is simulated and passes only while somebody waits for it, as fast as the machine allows.
 */
export async function openSimulatedCluster(options: { workers: number }): Promise<Cluster> {
  const simulation = await startSimulation(options);
  const { turns } = simulation;
  const nodeNames = simulation.cluster.servers.map(({ name }) => name);
  const lastApplied: LastApplied = new Map();
  const answer = <T>(work: () => Promise<T>): Promise<T> =>
    turns.run(work).catch((error: unknown) => {
      throw refusal(error);
    });
  const storeOf = (of: { apiVersion: string; kind: string }): ObjectStore => findStore(simulation, of);

  return {
    kind: "simulated",
    version: KUBERNETES_VERSION,
    clock: turns.clock,
    createNamespace: (prefix) => answer(() => createNamespace(simulation, prefix)),
    deleteNamespace: (name) => answer(() => deleteObject(simulation, { apiVersion: "v1", kind: "Namespace", name })),
    unsupported: (objects) => unsupportedFields(objects, nodeNames),
    apply: (object) => answer(async () => plainObject(await applyObject(storeOf(object), object, lastApplied))),
    list: (query) =>
      answer(async () => {
        const { items } = await storeOf(query).listWithResourceVersion(query.namespace);
        return items
          .filter((item) => matches(query, item))
          .map(plainObject)
          .sort(byName);
      }),
    watch: (query, listener, signal) => watchStore(turns, storeOf(query), query, listener, signal),
    delete: (reference) => answer(() => deleteObject(simulation, reference)),
    request: (request, signal) => sendRequests(simulation, request, signal),
    close: () => simulation.close(),
  };
}

function findStore({ stores }: Simulation, of: { apiVersion: string; kind: string }): ObjectStore {
  const store = stores.get(kindName(of));
  if (!store) throw new Error(`The simulated cluster has no ${kindName(of)}; it has ${[...stores.keys()].join(", ")}.`);
  return store;
}

async function createNamespace({ stores, turns }: Simulation, prefix: string): Promise<string> {
  const namespaces = stores.get("v1/Namespace")!;
  let name: string;
  do
    name = `${prefix}-${Math.floor(turns.random() * 36 ** 5)
      .toString(36)
      .padStart(5, "0")}`;
  while (await namespaces.get(name));
  await namespaces.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } } satisfies KubernetesObject);
  return name;
}

/** With the grace and the consequences that the API gives each kind; what is gone already is no error. */
async function deleteObject(simulation: Simulation, reference: ObjectReference): Promise<void> {
  const { name, namespace = "default" } = reference;
  const { corev1, appsv1 } = simulation.cluster.api;
  const store = findStore(simulation, reference);
  if (!(await store.get(name, reference.namespace))) return;
  switch (kindName(reference)) {
    case "v1/Namespace":
      await corev1.deleteNamespace({ name });
      return;
    case "v1/Pod":
      await corev1.deleteNamespacedPod({ name, namespace });
      return;
    case "apps/v1/Deployment":
      await appsv1.deleteNamespacedDeployment({ name, namespace });
      return;
    case "apps/v1/ReplicaSet":
      await appsv1.deleteNamespacedReplicaSet({ name, namespace });
      return;
    default:
      await store.delete(name, reference.namespace);
  }
}
