import type { Cluster } from "@ngrok/webernetes";

/** What a container reads and writes. */
export interface FileSystem {
  read(path: string): string | undefined;
  write(path: string, contents?: string): void;
  delete(path: string): boolean;
  has(path: string): boolean;
}

export type Server = Cluster["servers"][number];

interface ServerOptions {
  name: string;
  podCIDR: string;
  ipAddresses: string[];
  kubeletConfiguration: object;
  dnsConfig: { servers: string[]; searches: string[]; options: string[] };
}

/** A machine of the cluster, and where its Pods' addresses come from. */
export interface Machine {
  name: string;
  address: string;
  podCIDR: string;
}

/** A machine with a kubelet and a container runtime, not yet part of the cluster and not yet started. */
export function makeServer(cluster: Cluster, { name, address, podCIDR }: Machine): Server {
  const Server = cluster.servers[0]!.constructor as new (cluster: Cluster, options: ServerOptions) => Server;
  return new Server(cluster, {
    name,
    podCIDR,
    ipAddresses: [address],
    dnsConfig: { servers: [cluster.dnsServiceIp], searches: [], options: [] },
    kubeletConfiguration: kubeletConfiguration(cluster.dnsServiceIp),
  });
}

/** What webernetes gives the kubelets of its own servers. */
function kubeletConfiguration(clusterDNS: string): object {
  return {
    syncFrequencyMs: 60_000,
    clusterDNS: [clusterDNS],
    clusterDomain: "cluster.local",
    registryPullQPS: 5,
    registryBurst: 10,
    serializeImagePulls: true,
    minimumGCAgeMs: 0,
    maxPerPodContainerCount: 1,
    maxContainerCount: -1,
    nodeStatusMaxImages: 50,
  };
}

/** Starts the cluster without the Pods of webernetes' own control plane. */
export async function initWithoutSystemPods(cluster: Cluster): Promise<void> {
  Object.assign(cluster, { createControlPlanePod: () => Promise.resolve() });
  await cluster.init();
}

/** Ends every process of a machine at once, as a power cut does; what the runtime has on disk stays there. */
export async function cutPower(server: Server): Promise<void> {
  const { runtime } = server;
  silenceKubelet(server);
  const { sandboxes, containers } = disk(runtime);
  runtime.startContainer = () => Promise.resolve(new Error("the machine is off"));
  for (const container of containers.values()) {
    if (container.state !== "Running") continue;
    await container.mainProcess?.kill("SIGKILL");
    // What containerd finds of a container whose end nobody saw.
    container.lastExitCode = 255;
  }
  for (const sandbox of sandboxes.values()) sandbox.unregisterNetwork();
}

/** Ends the kubelet of a machine; what the runtime runs goes on, and nobody looks after it. */
export function silenceKubelet({ kubelet }: Server): void {
  // Its promise never settles while a worker of the kubelet waits, so nobody waits for it.
  void kubelet.close();
}

/** Gives a machine the disk of another: its ended containers, and the numbers that it has given away. */
export function takeOverDisk(to: Server, from: Server): void {
  Object.assign(to.runtime, disk(from.runtime));
}

interface Disk {
  sandboxes: Map<string, { unregisterNetwork(): void }>;
  containers: Map<string, StoredContainer>;
  nextSandboxId: number;
  nextContainerId: number;
}

interface StoredContainer {
  name: string;
  sandbox: { uid: string };
  restartCount: number;
  state: string;
  mainProcess?: { kill(signal: string): Promise<void>; exit(code: number): never; stdout: string; stderr: string };
  lastExitCode?: number;
  fs: FileSystem;
}

/** What a machine keeps while it is off. */
export function disk(runtime: Server["runtime"]): Disk {
  const { sandboxes, containers, nextSandboxId, nextContainerId } = runtime as unknown as Disk;
  return { sandboxes, containers, nextSandboxId, nextContainerId };
}

/** Whether a container of that name runs on the machine. */
export function runs({ runtime }: Server, container: string): boolean {
  return [...disk(runtime).containers.values()].some(({ name, state }) => name === container && state === "Running");
}

/** The containers of a Pod that run, by their names. */
export function runningContainers({ runtime }: Server, podUid: string): Map<string, object> {
  const own = [...disk(runtime).containers.values()].filter(
    ({ sandbox, state }) => sandbox.uid === podUid && state === "Running",
  );
  return new Map(own.map((container) => [container.name, container]));
}

/** What the runs of a container wrote, the oldest first, as far as the runtime has kept them. */
export function outputs({ runtime }: Server, podUid: string, container: string): string[] {
  return [...disk(runtime).containers.values()]
    .filter(({ name, sandbox }) => name === container && sandbox.uid === podUid)
    .sort((left, right) => left.restartCount - right.restartCount)
    .map(({ mainProcess }) => (mainProcess ? mainProcess.stdout + mainProcess.stderr : ""));
}

/** Ends every container of these names, as a program does that gives up. */
export function endContainers({ servers }: Cluster, names: readonly string[]): void {
  for (const { runtime } of servers) {
    for (const { name, state, mainProcess } of disk(runtime).containers.values()) {
      if (state !== "Running" || !names.includes(name)) continue;
      try {
        mainProcess?.exit(1);
      } catch {
        // It throws what would unwind the process's own stack.
      }
    }
  }
}
