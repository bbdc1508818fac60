import type { Cluster, ObjectReference } from "#core/cluster.ts";
import { kubernetesVersion } from "#core/kubernetes/generated/fields.js";
import { kindName } from "#core/kubernetes/object.ts";
import { userOf } from "#core/kubernetes/rbac/grants.ts";
import { clusterRoles, createAuthorizer } from "#simulator/access/authorizer.ts";
import { startSimulation, type Simulation } from "#simulator/simulation.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import { authorize } from "./access.ts";
import { applyObject, type LastApplied } from "./apply.ts";
import { containerLogs, execute, freeze, listener } from "./containers.ts";
import { deleteObject } from "./deletion.ts";
import { evictPod } from "./eviction.ts";
import { byName, matches } from "./matching.ts";
import { createNamespace } from "./namespaces.ts";
import { patchObject } from "./patch.ts";
import { plainObject, plainObjectOnce } from "./plain-object.ts";
import { refusal } from "./refusals.ts";
import { sendRequests } from "./request.ts";
import { unsupportedFields } from "./unsupported/fields.ts";
import { watchStore } from "./watch.ts";

const clusterRoleKind = "rbac.authorization.k8s.io/v1/ClusterRole";

/**
 * Starts a cluster in this process: a control plane node and `workers` workers, all Pods of the system ready.
 * Its time is simulated and passes only while somebody waits for it, as fast as the machine allows.
 */
export async function openSimulatedCluster(options: { workers: number }): Promise<Cluster> {
  const simulation = await startSimulation(options);
  const { turns } = simulation;
  const nodeNames = simulation.cluster.servers.map(({ name }) => name);
  const authorizer = createAuthorizer(simulation.stores);
  const lastApplied: LastApplied = new Map();
  const answer = <T>(work: () => Promise<T>): Promise<T> =>
    turns.run(work).catch((error: unknown) => {
      throw refusal(error);
    });
  const remove = async (reference: ObjectReference): Promise<void> =>
    await deleteObject(simulation, storeOf(reference), reference);
  const storeOf = (of: { apiVersion: string; kind: string }): ObjectStore => findStore(simulation, of);

  return {
    kind: "simulated",
    version: kubernetesVersion,
    clock: turns.clock,
    createNamespace: (prefix) => answer(() => createNamespace(simulation, prefix)),
    deleteNamespace: (name) => answer(() => remove({ apiVersion: "v1", kind: "Namespace", name })),
    unsupported: (objects) => unsupportedFields(objects, nodeNames),
    apply: (object) => answer(async () => plainObject(await applyObject(storeOf(object), object, lastApplied))),
    list: (query) =>
      answer(async () => {
        if (kindName(query) === clusterRoleKind) return clusterRoles.filter((role) => matches(query, role));
        // As few as can be: each that nobody has asked for before has to be parsed.
        const candidates = await storeOf(query).peek(query.namespace, query.name);
        return candidates
          .filter((item) => matches(query, item))
          .map(plainObjectOnce)
          .sort(byName);
      }),
    watch: (query, listener, signal) => watchStore(simulation, storeOf(query), query, listener, signal),
    delete: (reference) => answer(() => remove(reference)),
    patch: (reference, patch) =>
      answer(async () => plainObject(await patchObject(storeOf(reference), reference, patch))),
    evict: (pod) => answer(() => evictPod(simulation, pod)),
    stopNode: (name) => answer(() => simulation.power.stop(name)),
    startNode: (name) => answer(() => simulation.power.start(name)),
    stopProgram: (node, program) => answer(() => simulation.power.stopProgram(node, program)),
    startProgram: (node, program) => answer(() => simulation.power.startProgram(node, program)),
    stopComponent: (name) => answer(() => simulation.components.stop(name)),
    startComponent: (name) => answer(() => simulation.components.start(name)),
    request: (request, signal) => sendRequests(simulation, request, signal),
    authorize: (question) => answer(() => authorize(authorizer, question)),
    rules: (account, namespace) => answer(() => authorizer.rules(userOf(account), namespace)),
    logs: (container, options) => answer(() => containerLogs(simulation, container, options)),
    exec: (container, command, signal) => answer(() => execute(simulation, container, command, signal)),
    listener: (pod, port) => answer(() => listener(simulation, pod, port)),
    freeze: (container) => answer(() => freeze(simulation, container)),
    close: () => simulation.close(),
  };
}

function findStore({ stores }: Simulation, of: { apiVersion: string; kind: string }): ObjectStore {
  const store = stores.get(kindName(of));
  if (!store) throw new Error(`The simulated cluster has no ${kindName(of)}; it has ${[...stores.keys()].join(", ")}.`);
  return store;
}
