import { getClock, type ProcessContext } from "@ngrok/webernetes";
import { runInitContainers } from "./init-containers.ts";
import { disk, type FileSystem, type Server } from "./machines.ts";

/** A Pod and a container as the kubelet has them. */
export interface PodOfKubelet {
  metadata: { name: string; namespace: string; uid: string };
  spec: { [field: string]: unknown };
}

type ContainerOfKubelet = { [field: string]: unknown };

/** What we let a kubelet do that webernetes' leaves out. */
export interface KubeletHooks {
  /** The container with the values of all its variables; rejects with the reason why it cannot be started. */
  resolve: (pod: PodOfKubelet, container: ContainerOfKubelet) => Promise<ContainerOfKubelet>;
  /** Called before the containers of a Pod are started; resolves with the reason why they cannot be, if there is one. */
  prepare: (pod: PodOfKubelet) => Promise<string | undefined>;
  /** Whether a program that the command starts goes on when the command itself is killed. */
  leavesProgram: (command: readonly string[]) => boolean;
  /** The file system of a new container, given its own, empty one. */
  furnish: (pod: PodOfKubelet, container: ContainerOfKubelet, own: FileSystem) => FileSystem;
}

/** Lets a machine's kubelet call these hooks. */
export function hookKubelet(server: Server, { resolve, prepare, leavesProgram, furnish }: KubeletHooks): void {
  const { kubelet, runtime } = server;
  runInitContainers(server);
  const inside = kubelet as unknown as {
    makeEnvironmentVariables(
      context: unknown,
      pod: PodOfKubelet,
      container: object,
      ...rest: unknown[]
    ): Promise<unknown>;
    containerRuntime: {
      syncPod(context: unknown, pod: PodOfKubelet, ...rest: unknown[]): Promise<unknown>;
      runner: HookRunner;
    };
    recorder: { eventf(object: object, type: string, reason: string, message: string): Promise<void> };
    probeManager: { prober: Prober };
    serviceLister: ServiceLister;
  };
  const variables = inside.makeEnvironmentVariables.bind(kubelet);
  inside.makeEnvironmentVariables = async (context, pod, container, ...rest) =>
    await resolve(pod, container as ContainerOfKubelet).then(
      (resolved) => variables(context, pod, resolved, ...rest),
      (error: Error) => [[], error],
    );

  const { containerRuntime } = inside;
  const syncPod = containerRuntime.syncPod.bind(containerRuntime);
  containerRuntime.syncPod = async (context, pod, ...rest) => {
    const failure = await prepare(pod);
    if (failure === undefined) return await syncPod(context, pod, ...rest);
    await inside.recorder.eventf(pod, "Warning", "FailedMount", failure);
    return { syncResults: [], error: () => new Error(failure) };
  };

  type Configuration = { sourceContainer: ContainerOfKubelet };
  type CreateContainer = (
    ...args: [unknown, string, Configuration, { pod: PodOfKubelet }]
  ) => Promise<[string, unknown]>;
  const createContainer = runtime.createContainer.bind(runtime) as unknown as CreateContainer;
  const createFurnished: CreateContainer = async (context, sandbox, configuration, { pod, ...rest }) => {
    const created = await createContainer(context, sandbox, configuration, { pod, ...rest });
    const container = disk(runtime).containers.get(created[0]);
    if (container) container.fs = furnish(pod, configuration.sourceContainer, container.fs);
    return created;
  };
  const execSync = runtime.execSync.bind(runtime);
  // A hook's command has no time limit of its own, which the kubelet writes as 0.
  const execPatiently: typeof execSync = async (context, id, command, seconds) => {
    if (!seconds) return await execSync(context, id, command);
    if (!leavesProgram(command)) return await execSync(context, id, command, seconds);
    // containerd kills the shell in time, and then waits until nobody holds its output any more.
    const clock = getClock(context);
    const start = clock.nowMs();
    const outcome = await execSync(context, id, command);
    if (clock.nowMs() - start <= seconds * 1000) return outcome;
    const stderr = `command timed out: "${command.join(" ")}" timed out after ${seconds}s`;
    return [{ exitCode: 137, stdout: "", stderr }, undefined];
  };
  Object.assign(runtime, { createContainer: createFurnished, execSync: execPatiently });
  mendHooks(containerRuntime.runner);
  mendProber(inside.probeManager.prober.http);
  probeGrpc(inside.probeManager.prober);
  rememberServices(inside.serviceLister);
}

interface ServiceLister {
  list(selector: unknown): Promise<[unknown, unknown]>;
}

/** Lets a kubelet use the Services that it knew where the API server does not answer: a real one has them from a watch. */
function rememberServices(lister: ServiceLister): void {
  const list = lister.list.bind(lister);
  let known: unknown;
  lister.list = async (selector) => {
    const [services, error] = await list(selector);
    if (error === undefined) known = services;
    return known === undefined ? [services, error] : [known, undefined];
  };
}

interface HookRunner {
  runHTTPHandler(...args: unknown[]): Promise<Error | undefined>;
}

/** A hook that asks by HTTP is content with any answer, whatever its status. */
function mendHooks(runner: HookRunner): void {
  const ask = runner.runHTTPHandler.bind(runner);
  runner.runHTTPHandler = async (...args) => {
    const error = await ask(...args);
    return error?.message.startsWith("HTTP probe failed with statuscode") ? undefined : error;
  };
}

interface HttpProber {
  probe(origin: unknown, request: { url: URL }, timeout: number): Promise<[string, string, unknown]>;
}

interface Prober {
  http: HttpProber;
  runProbe(
    context: Parameters<typeof getClock>[0],
    type: string,
    probe: { grpc?: { port: number }; timeoutSeconds?: number },
    pod: unknown,
    status: { podIP?: string },
    ...rest: unknown[]
  ): Promise<[string, string, unknown]>;
}

/** Gives a probe that got no answer in time the kubelet's words, and lets one by HTTPS fail: no stand-in speaks TLS. */
function mendProber(prober: HttpProber): void {
  const probe = prober.probe.bind(prober);
  prober.probe = async (origin, request, timeout) => {
    const { url } = request;
    const isSecure = url.protocol === "https:";
    const plain = isSecure ? { ...request, url: new URL(`http:${url.href.slice("https:".length)}`) } : request;
    const [result, output, error] = await probe(origin, plain, timeout);
    const words = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    if (output === "request timed out") return [result, `Get "${url.toString()}": ${words}`, error];
    const isAnswered = result === "success" || output.startsWith("HTTP probe failed");
    if (!isSecure || !isAnswered) return [result, output, error];
    return ["failure", `Get "${url.toString()}": http: server gave HTTP response to HTTPS client`, undefined];
  };
}

/** A probe by gRPC waits in vain, whether or not something else listens: no stand-in speaks it. */
function probeGrpc(prober: Prober): void {
  const runProbe = prober.runProbe.bind(prober);
  prober.runProbe = async (context, type, probe, pod, status, ...rest) => {
    if (!probe.grpc) return await runProbe(context, type, probe, pod, status, ...rest);
    const seconds = probe.timeoutSeconds ?? 1;
    const clock = getClock(context);
    await new Promise<void>((resolve) => clock.setTimeout(resolve, seconds * 1000));
    const address = `${status.podIP}:${probe.grpc.port}`;
    return [
      "failure",
      `timeout: failed to connect service "${address}" within ${seconds}s: context deadline exceeded`,
      undefined,
    ];
  };
}

/** The Pod that a process runs in, as it was when its sandbox was made. */
export function podOf({ pod }: ProcessContext): PodOfKubelet {
  return pod.config.pod as unknown as PodOfKubelet;
}

/** What of a security context changes what a program can do. */
export interface Security {
  /** 0 for root, whom the images of our stand-ins name where the Pod does not. */
  user: number;
  /** Whether the container's own files cannot be changed. */
  readOnly: boolean;
}

/** The security context that a process runs in: its container's, and where that says nothing its Pod's. */
export function securityOf(process: ProcessContext): Security {
  const ofPod = podOf(process).spec["securityContext"] as { runAsUser?: number } | undefined;
  const own = process.container.apiContainer.securityContext;
  return { user: own?.runAsUser ?? ofPod?.runAsUser ?? 0, readOnly: own?.readOnlyRootFilesystem ?? false };
}
