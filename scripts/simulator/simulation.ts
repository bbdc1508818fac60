import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { connectApi } from "./access/api-requests.ts";
import { addApiServer } from "./api-server/api-server.ts";
import { endLeaders } from "./api-server/leadership.ts";
import { addOutageSwitch, type Outage } from "./api-server/outage.ts";
import { controllerManagerImage } from "./controllers/controller-manager-image.ts";
import { installImages } from "./images/install.ts";
import { equipMachine } from "./nodes/equipment.ts";
import { machines, nodeObject } from "./nodes/nodes.ts";
import { connectPower, type Power } from "./nodes/power.ts";
import { schedulerImage } from "./scheduler/scheduler-image.ts";
import { connectComponents, type Components } from "./system/components.ts";
import { idleImage } from "./system/idle-image.ts";
import { proxyImage } from "./system/proxy-image.ts";
import { startControlPlane, startDaemons } from "./system/start-system.ts";
import { takeTurns, type SteppedClock, type Turns } from "./time/turns.ts";
import {
  Cluster,
  initWithoutSystemPods,
  lengthenMemory,
  lightenMemory,
  lightenReads,
  makeServer,
  mendNetwork,
  nextDueMs,
  type Machine,
  type ObjectStore,
} from "./webernetes/webernetes.ts";

/** A running cluster of webernetes with our scheduler, images and nodes, and what our API server adds to its own. */
export interface Simulation {
  cluster: Cluster;
  turns: Turns;
  /** The store of each kind that the API server knows, such as `apps/v1/Deployment`. */
  stores: ReadonlyMap<string, ObjectStore>;
  outage: Outage;
  power: Power;
  components: Components;
  close(): Promise<void>;
}

/** Every cluster throws the same dice, so that the same objects make the same things happen. */
const SEED = 1;

/** Starts a control plane node and `workers` workers; resolves when every Pod of the system is ready. */
export async function startSimulation({ workers }: { workers: number }): Promise<Simulation> {
  const cluster = new Cluster({ nodes: 1 });
  cluster.clock.pause();
  // A whole second, so that no run differs from another by where a second happened to begin.
  cluster.clock.step(1000 - (cluster.clock.nowMs() % 1000));
  lengthenMemory(cluster);
  lightenMemory(cluster);
  lightenReads(cluster);
  const turns = takeTurns(steppedClock(cluster), SEED);
  const outage = addOutageSwitch(cluster);
  const stores = addApiServer(cluster);
  const all = machines(workers);
  mendNetwork(cluster);
  connectApi(cluster.network, stores);
  const power = connectPower(cluster, stores, all);
  installImages(cluster);
  cluster.registerImage(schedulerImage);
  cluster.registerImage(idleImage);
  cluster.registerImage(proxyImage(all[0]!.name));
  cluster.registerImage(
    controllerManagerImage({
      stores,
      makeImage: (name) => cluster.imageRegistry.create(name)!,
      heartbeat: power.heartbeat,
    }),
  );
  const systemPods = async (): Promise<readonly KubernetesObject[]> =>
    await turns.run(async () => await stores.get("v1/Pod")!.peek("kube-system"));

  const [controlPlane, ...others] = all;
  await turns.run(async () => {
    cluster.servers.splice(0, 1, equipped(cluster, stores, controlPlane!));
    await initWithoutSystemPods(cluster);
    await startControlPlane(stores, cluster);
  });
  // CoreDNS gets its nodes while there is but one, as in kind.
  while ((await systemPods()).filter(isPlacedCoreDNS).length < 2) await turns.clock.sleep(20);
  for (const machine of others) await turns.run(async () => await join(cluster, stores, machine));
  while (!(await systemPods()).every((pod) => conditionStatus(pod, "Ready") === "True")) await turns.clock.sleep(100);

  endLeaders(cluster, outage);
  return {
    cluster,
    turns,
    stores,
    outage,
    power,
    components: connectComponents(cluster, stores, outage),
    close: async () => {
      await turns.run(() => cluster.close());
      turns.stop();
    },
  };
}

function steppedClock(cluster: Cluster): SteppedClock {
  const { clock } = cluster;
  return {
    nowMs: () => clock.nowMs(),
    nextDueMs: () => nextDueMs(cluster),
    step: (milliseconds) => clock.step(milliseconds),
    setTimeout: (callback, milliseconds) => clock.setTimeout(callback, milliseconds),
    clearTimeout: (handle) => clock.clearTimeout(handle),
  };
}

type Stores = ReadonlyMap<string, ObjectStore>;
type Server = Cluster["servers"][number];

function equipped(cluster: Cluster, stores: Stores, machine: Machine): Server {
  const server = makeServer(cluster, machine);
  Object.assign(server.node, nodeObject(machine, new Date(cluster.clock.nowMs()).toISOString()));
  equipMachine(server, cluster, stores);
  return server;
}

async function join(cluster: Cluster, stores: Stores, machine: Machine): Promise<void> {
  const server = equipped(cluster, stores, machine);
  cluster.servers.push(server);
  await stores.get("v1/Node")!.create(server.node as KubernetesObject);
  await server.boot(cluster.ctx);
  await startDaemons(stores, machine.name);
}

function isPlacedCoreDNS({ metadata, spec }: KubernetesObject): boolean {
  return metadata.labels?.["k8s-app"] === "kube-dns" && (spec as { nodeName?: string }).nodeName !== undefined;
}
