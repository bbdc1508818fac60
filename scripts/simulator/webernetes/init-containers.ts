import { getClock } from "@ngrok/webernetes";
import type { Server } from "./machines.ts";

interface Container {
  name: string;
  restartPolicy?: string;
  startupProbe?: object;
}

interface Pod {
  metadata: { uid: string };
  spec: { containers: Container[]; initContainers?: Container[]; restartPolicy?: string };
}

interface ContainerStatus {
  id: { id: string };
  name: string;
  state: "Created" | "Running" | "Exited" | "Unknown";
  exitCode?: number;
}

interface RuntimeStatus {
  ips: string[];
  containerStatuses: ContainerStatus[];
}

interface Actions {
  createSandbox: boolean;
  killPod: boolean;
  sandboxID: string;
  attempt: number;
  containersToStart: number[];
  containersToKill: Map<object, { name: string; container: Container; message: string; reason?: string }>;
}

/** A container that is to be started, and whether those after it have to wait for it. */
interface Start {
  container: Container;
  first: boolean;
}

interface SyncResult {
  action: string;
  target: string;
  error: Error | undefined;
  message: string;
}

interface PodSyncResult {
  syncResults: SyncResult[];
  error(): Error | undefined;
}

interface Ordering {
  waitForTurn(name: string, seconds: number): Promise<number>;
  containerTerminated(name: string): void;
}

type Context = Parameters<typeof getClock>[0];
type ProbeResults = { get(id: object): "success" | "failure" | "unknown" | undefined };

/** What of webernetes' runtime manager is called or replaced here. */
interface RuntimeManager {
  syncPod(context: Context, pod: Pod, status: RuntimeStatus, ...rest: unknown[]): Promise<PodSyncResult>;
  computePodActions(context: Context, pod: Pod, status: RuntimeStatus, restartAll: boolean): Actions;
  doBackOff(
    context: Context,
    pod: Pod,
    container: Container,
    status: RuntimeStatus,
    backOff: unknown,
  ): Promise<[boolean, string, Error | undefined]>;
  generatePodSandboxConfig(context: Context, pod: Pod, attempt: number): Promise<[object?, Error?]>;
  startContainer(
    context: Context,
    sandboxId: string,
    sandbox: object,
    start: { container: Container },
    pod: Pod,
    status: RuntimeStatus,
    secrets: unknown,
    podIP: string,
    podIPs: string[],
    volumes: undefined,
  ): Promise<[string, Error | undefined]>;
  killContainersWithSyncResult(
    context: Context,
    pod: Pod | undefined,
    running: { containers: { id: object; name: string }[] },
    seconds: number | undefined,
  ): Promise<SyncResult[]>;
  killContainer(
    context: Context,
    pod: Pod | undefined,
    id: object,
    name: string,
    message: string,
    reason: string,
    seconds: number | undefined,
    ordering: Ordering | undefined,
  ): Promise<Error | undefined>;
  livenessManager: ProbeResults;
  startupManager: ProbeResults;
}

/** What the kubelet's prober knows of a container in the Pod's status. */
interface ProbedStatus {
  name: string;
  state?: { terminated?: { exitCode: number } };
  ready?: boolean;
}

interface ProbeManager {
  workers: Map<unknown, { pod: Pod }>;
  addPod(context: Context, pod: Pod): void;
  stopLivenessAndStartup(pod: Pod): void;
  removePod(pod: Pod): void;
  updatePodStatus(
    context: Context,
    pod: Pod,
    status: { containerStatuses?: ProbedStatus[]; initContainerStatuses?: ProbedStatus[] },
  ): void;
}

/** An init container that is restarted for ever, and runs beside the Pod's containers. */
const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === "Always";

const sidecarsOf = ({ spec }: Pod): Container[] => (spec.initContainers ?? []).filter(isSidecar);

/**
 * Lets a machine's kubelet run init containers as a real one does: one after the other, before the Pod's containers,
 * and sidecars beside them (`computeInitContainerActions` in pkg/kubelet/kuberuntime/kuberuntime_manager.go).
 */
export function runInitContainers({ kubelet, runtime }: Server): void {
  const inside = kubelet as unknown as { containerRuntime: RuntimeManager; probeManager: ProbeManager };
  startInOrder(inside.containerRuntime, (pod) => newestSandbox(runtime, pod));
  endSidecarsLast(inside.containerRuntime);
  probeSidecars(inside.probeManager);
}

/** The sandbox of a Pod that was made last. */
function newestSandbox(runtime: Server["runtime"], { metadata }: Pod): string {
  const { sandboxes } = runtime as unknown as { sandboxes: Map<string, { uid: string }> };
  return [...sandboxes].filter(([, { uid }]) => uid === metadata.uid).at(-1)?.[0] ?? "";
}

/**
 * webernetes' own sync starts the Pod's containers up to the first that cannot be started. Here it starts none, and each
 * is started after it, as the kubelet does.
 */
function startInOrder(manager: RuntimeManager, sandboxOf: (pod: Pod) => string): void {
  const plans = new WeakMap<RuntimeStatus, { starts: Start[]; attempt: number }>();
  const computeActions = manager.computePodActions.bind(manager);
  manager.computePodActions = (context, pod, status, restartAll) => {
    const actions = computeActions(context, pod, status, restartAll);
    const starts = pod.spec.initContainers?.length ? withInitContainers(manager, pod, status, actions) : undefined;
    plans.set(status, {
      starts:
        starts ?? actions.containersToStart.map((index) => ({ container: pod.spec.containers[index]!, first: false })),
      attempt: actions.attempt,
    });
    return { ...actions, containersToStart: [] };
  };

  const syncPod = manager.syncPod.bind(manager);
  manager.syncPod = async (context, pod, status, secrets, backOff, ...rest) => {
    const result = await syncPod(context, pod, status, secrets, backOff, ...rest);
    const { starts, attempt } = plans.get(status)!;
    if (result.error() || starts.length === 0) return result;
    const [sandbox] = await manager.generatePodSandboxConfig(context, pod, attempt);
    for (const { container, first } of starts) {
      const [isWaiting, why, backOffError] = await manager.doBackOff(context, pod, container, status, backOff);
      const [message, error] = isWaiting
        ? [why, backOffError ?? new Error(why)]
        : await manager.startContainer(
            context,
            sandboxOf(pod),
            sandbox!,
            { container },
            pod,
            status,
            secrets,
            status.ips[0] ?? "",
            status.ips,
            undefined,
          );
      const text = error ? message || error.message : "";
      result.syncResults.push({ action: "StartContainer", target: container.name, error, message: text });
      if (error && first) break;
    }
    return result;
  };
}

/** What to start in a Pod with init containers; `actions`, made without them, are changed to fit. */
function withInitContainers(manager: RuntimeManager, pod: Pod, status: RuntimeStatus, actions: Actions): Start[] {
  const all = pod.spec.initContainers ?? [];
  const main = actions.containersToStart.map((index) => ({ container: pod.spec.containers[index]!, first: false }));
  const asStart = (container: Container): Start => ({ container, first: !isSidecar(container) });
  if (actions.createSandbox) return [asStart(all[0]!)];
  const { starts, initialized, failed } = nextInitContainers(manager, pod, status, actions);
  if (failed) {
    actions.killPod = true;
    return [];
  }
  if (!initialized) {
    actions.killPod = false;
    return starts.map(asStart);
  }
  // Sidecars do not keep a Pod alive whose containers have all ended.
  return actions.killPod ? [] : [...starts.map(asStart), ...main];
}

interface InitProgress {
  starts: Container[];
  /** Whether the Pod's containers may run. */
  initialized: boolean;
  /** Whether one has failed that is not tried again. */
  failed: boolean;
}

/** From the last init container back to the newest one that was started: only sidecars are of interest before that. */
function nextInitContainers(
  manager: RuntimeManager,
  { spec }: Pod,
  { containerStatuses }: RuntimeStatus,
  { containersToKill }: Actions,
): InitProgress {
  const all = spec.initContainers ?? [];
  const statusOf = ({ name }: Container) => containerStatuses.find((status) => status.name === name);
  let initialized = spec.containers.some((container) => statusOf(container) !== undefined);
  let found = initialized;
  const starts: Container[] = [];
  const kill = (container: Container, { id, name }: ContainerStatus, probe: "startup" | "liveness") => {
    const reason = probe === "startup" ? "StartupProbe" : "LivenessProbe";
    containersToKill.set(id, { name, container, message: `Init container ${name} failed ${probe} probe`, reason });
    starts.push(container);
  };
  const goOn = (index: number) => {
    if (index === all.length - 1) initialized = true;
    else starts.push(all[index + 1]!);
  };
  for (const [index, container] of [...all.entries()].reverse()) {
    const status = statusOf(container);
    if (!status) {
      if (found && isSidecar(container)) starts.push(container);
      continue;
    }
    if (found && !isSidecar(container)) continue;
    if (status.state === "Exited" && !isSidecar(container)) {
      if (status.exitCode === 0) goOn(index);
      else if (spec.restartPolicy === "Never") return { starts: [], initialized: false, failed: true };
      else starts.push(container);
    } else if (status.state !== "Running") {
      starts.push(container);
    } else if (isSidecar(container)) {
      const startup = container.startupProbe ? manager.startupManager.get(status.id) : "success";
      if (startup === "failure") kill(container, status, "startup");
      else if (startup === "success") {
        if (!found) goOn(index);
        if (manager.livenessManager.get(status.id) === "failure") kill(container, status, "liveness");
      }
    }
    found = true;
  }
  if (!found) starts.push(all[0]!);
  return { starts: starts.reverse(), initialized, failed: false };
}

/** Sidecars are asked to end when the Pod's containers have ended, the last of them first. */
function endSidecarsLast(manager: RuntimeManager): void {
  const killAll = manager.killContainersWithSyncResult.bind(manager);
  manager.killContainersWithSyncResult = async (context, pod, running, seconds) => {
    if (!pod || sidecarsOf(pod).length === 0) return await killAll(context, pod, running, seconds);
    const ordering = terminationOrder(context, pod, new Set(running.containers.map(({ name }) => name)));
    return await Promise.all(
      running.containers.map(async ({ id, name }) => {
        const error = await manager.killContainer(context, pod, id, name, "", "Unknown", seconds, ordering);
        return { action: "KillContainer", target: name, error, message: error?.message ?? "" };
      }),
    );
  };
}

function terminationOrder(context: Context, pod: Pod, running: ReadonlySet<string>): Ordering {
  const clock = getClock(context);
  const ends = new Map([...running].map((name) => [name, Promise.withResolvers<void>()]));
  const sidecars = sidecarsOf(pod).map(({ name }) => name);
  const before = (name: string): string[] => {
    const place = sidecars.indexOf(name);
    return place < 0 ? [] : [...pod.spec.containers.map((one) => one.name), ...sidecars.slice(place + 1)];
  };
  return {
    waitForTurn: async (name, seconds) => {
      const others = before(name).flatMap((other) => ends.get(other)?.promise ?? []);
      const start = clock.nowMs();
      const late = Promise.withResolvers<void>();
      const timer = clock.setTimeout(() => late.resolve(), seconds * 1000);
      await Promise.race([Promise.all(others), late.promise]);
      clock.clearTimeout(timer);
      return (clock.nowMs() - start) / 1000;
    },
    containerTerminated: (name) => ends.get(name)?.resolve(),
  };
}

/** webernetes' prober looks only at a Pod's containers. */
function probeSidecars(manager: ProbeManager): void {
  const withSidecars = (pod: Pod): Pod => ({
    ...pod,
    spec: { ...pod.spec, containers: [...sidecarsOf(pod), ...pod.spec.containers] },
  });
  const addPod = manager.addPod.bind(manager);
  manager.addPod = (context, pod) => {
    const all = withSidecars(pod);
    addPod(context, all);
    // Its events name the place of the container in the Pod as it is.
    for (const worker of manager.workers.values()) if (worker.pod === all) worker.pod = pod;
  };
  const stop = manager.stopLivenessAndStartup.bind(manager);
  manager.stopLivenessAndStartup = (pod) => stop(withSidecars(pod));
  const remove = manager.removePod.bind(manager);
  manager.removePod = (pod) => remove(withSidecars(pod));
  const update = manager.updatePodStatus.bind(manager);
  manager.updatePodStatus = (context, pod, status) => {
    update(context, pod, status);
    const names = new Set(sidecarsOf(pod).map(({ name }) => name));
    const sidecars = (status.initContainerStatuses ?? []).filter(({ name }) => names.has(name));
    update(context, withSidecars(pod), { containerStatuses: sidecars });
    for (const one of status.initContainerStatuses ?? []) {
      if (!names.has(one.name)) one.ready = one.state?.terminated?.exitCode === 0;
    }
  };
}
