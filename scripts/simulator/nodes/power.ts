import type { NodeProgram } from "#core/kubernetes/components.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { changeObject } from "#simulator/api-server/change.ts";
import {
  type Cluster,
  type Machine,
  type ObjectStore,
  type Server,
  cutPower,
  keepSilence,
  makeServer,
  silenceKubelet,
  takeOverDisk,
} from "#simulator/webernetes/webernetes.ts";
import { equipMachine } from "./equipment.ts";
import { nodeConditions, nodeObject } from "./nodes.ts";

/** What the simulation cannot do, although a real cluster can. */
export class NotSimulatedError extends Error {
  override readonly name = "NotSimulatedError";
}

/** The switches of the machines, and what their kubelets tell. */
export interface Power {
  /** Resolves when the machine is off; one that is off already stays so. */
  stop(name: string): Promise<void>;
  /** Resolves when the machine runs again, which is before its node is Ready. */
  start(name: string): Promise<void>;
  /** Ends a program of a machine whose containers go on; one that has ended already stays so. */
  stopProgram(name: string, program: NodeProgram): Promise<void>;
  startProgram(name: string, program: NodeProgram): Promise<void>;
  /** When the kubelet renewed its lease last, in milliseconds. */
  heartbeat: (name: string) => number;
}

/** How often a kubelet renews its lease, and how long it takes to tell that it is ready after a start (observed). */
const LEASE_MILLISECONDS = 10_000;
const START_MILLISECONDS = 3000;

/** Adds the machines of the workers to the cluster and gives all machines a switch. */
export function connectPower(cluster: Cluster, stores: ReadonlyMap<string, ObjectStore>, all: Machine[]): Power {
  const nodes = stores.get("v1/Node")!;
  const off = new Map<string, { server: Server; since: number }>();
  /** Since when the kubelet of a machine that runs has said nothing. */
  const silent = new Map<string, number>();
  const inCIDR = (ip: string, { podCIDR }: Machine): boolean => ip.startsWith(podCIDR.replace(/0\/24$/, ""));
  keepSilence(cluster, (ip) => all.some((machine) => off.has(machine.name) && inCIDR(ip, machine)));

  function machineOf(name: string): Machine {
    const machine = all.find((one) => one.name === name);
    if (!machine) throw new Error(`There is no node ${name}; there are ${all.map((one) => one.name).join(", ")}.`);
    return machine;
  }

  /** What the kubelet says of its node when it has started. */
  async function tellReady(name: string): Promise<void> {
    if (off.has(name) || silent.has(name)) return;
    const now = new Date(cluster.clock.nowMs()).toISOString();
    await changeObject(nodes, { name }, (node: KubernetesObject) => {
      node.status = { ...(node.status as object), conditions: nodeConditions(now) };
      return true;
    });
  }

  /** Starts a machine anew, or its kubelet, with what the one before has on its disk. */
  async function boot(machine: Machine, before: Server): Promise<void> {
    const server = makeServer(cluster, machine);
    Object.assign(server.node, nodeObject(machine, new Date(cluster.clock.nowMs()).toISOString()));
    takeOverDisk(server, before);
    equipMachine(server, cluster, stores);
    cluster.servers.push(server);
    await server.boot(cluster.ctx);
    cluster.clock.setTimeout(() => void tellReady(machine.name), START_MILLISECONDS);
  }

  /** The server of a machine, taken out of the cluster's list; undefined where it is off. */
  function takeOut(name: string): Server | undefined {
    const server = cluster.servers.find((one) => one.name === name);
    if (server) cluster.servers.splice(cluster.servers.indexOf(server), 1);
    return server;
  }

  return {
    stop: async (name) => {
      const machine = machineOf(name);
      if (machine === all[0]) {
        throw new NotSimulatedError("The simulated cluster cannot lose its control plane node.");
      }
      const server = takeOut(name);
      if (!server) return;
      off.set(name, { server, since: cluster.clock.nowMs() });
      await cutPower(server);
    },
    start: async (name) => {
      const machine = machineOf(name);
      const before = off.get(name);
      if (!before) return;
      off.delete(name);
      silent.delete(name);
      await boot(machine, before.server);
    },
    stopProgram: async (name, program) => {
      const machine = machineOf(name);
      if (program !== "kubelet" || machine === all[0])
        throw new NotSimulatedError(`The simulated cluster cannot stop the ${program} of ${name}.`);
      const server = cluster.servers.find((one) => one.name === name);
      if (!server || silent.has(name)) return;
      silent.set(name, cluster.clock.nowMs());
      silenceKubelet(server);
    },
    startProgram: async (name, program) => {
      const machine = machineOf(name);
      if (program !== "kubelet" || !silent.delete(name)) return;
      const server = takeOut(name);
      if (server) await boot(machine, server);
    },
    heartbeat: (name) => {
      const last = off.get(name)?.since ?? silent.get(name) ?? cluster.clock.nowMs();
      return last - (last % LEASE_MILLISECONDS);
    },
  };
}
