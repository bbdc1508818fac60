import type { Connection } from "#clusters/kubernetes/api/connection.ts";
import { retried } from "#clusters/kubernetes/api/retry.ts";
import { isTrue, statusMessages } from "#clusters/kubernetes/conditions.ts";
import { waitForServiceAccount } from "#clusters/kubernetes/namespaces/namespaces.ts";
import { waitFor } from "#clusters/kubernetes/waiting.ts";
import { type Cluster, type HttpRequest, type HttpResponse, RefusedError } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { requireFoundNames } from "./found-names.ts";
import { probe, probeNamespace, probePod } from "./pod.ts";
import { probeCommand, readProbe } from "./script.ts";

const readyMilliseconds = 60_000;
/** For starting the command, on top of the requests' own time. */
const startMilliseconds = 15_000;

type Needed = Pick<Cluster, "apply" | "list" | "watch" | "delete" | "clock">;

interface Requests {
  /** Sends requests from the probe Pod, which is made where it is missing and stays in the cluster for the next grade. */
  request: Cluster["request"];
  /** Makes the probe Pod where it is missing; never rejects. */
  prepare: () => Promise<void>;
}

/** Requests from inside a cluster. Rejects where the cluster is at fault; what the learner's objects answer, or do not, is a response. */
export function createRequest(connection: Connection, cluster: Needed): Requests {
  let ensuring: ReturnType<typeof ensureProbe> | undefined;
  const ensured = async (): ReturnType<typeof ensureProbe> => {
    ensuring ??= ensureProbe(cluster).finally(() => {
      ensuring = undefined;
    });
    return await ensuring;
  };

  const send = async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse[]> => {
    const { port, path, times, timeoutMilliseconds } = request;
    const host = await hostOf(cluster, request);
    if (host.error !== undefined) return Array.from({ length: times }, () => host);
    const url = `http://${host.name}:${port}${path}`;
    const uid = await ensured();
    const exec = async (): Promise<HttpResponse[]> => {
      const output = await connection.exec({
        namespace: probe.namespace,
        pod: probe.name,
        container: probe.container,
        command: probeCommand(url, times, timeoutMilliseconds),
        outputBytes: Number.POSITIVE_INFINITY,
        signal: AbortSignal.any([signal, AbortSignal.timeout(times * timeoutMilliseconds + startMilliseconds)]),
      });
      return readProbe(times, output);
    };
    const responses = await exec().catch(async (error: unknown) => {
      // Its node may be lost while the Pod still counts as ready: the next attempt has a Pod of its own.
      if (!signal.aborted) await replace(cluster, uid).catch(() => undefined);
      throw error;
    });
    await requireFoundNames(cluster, request, responses);
    return responses;
  };

  return {
    request: async (request, signal = new AbortController().signal) =>
      await retried(async () => await send(request, signal), signal),
    // What keeps it from being made is told where a request is to be sent.
    prepare: async () => void (await ensured().catch(() => undefined)),
  };
}

type Host = { name: string; error?: undefined } | { error: string };

/** A Service by its DNS name, a Pod by its address. */
async function hostOf(cluster: Needed, { namespace, to }: HttpRequest): Promise<Host> {
  if ("service" in to) return { name: `${to.service}.${namespace}.svc.cluster.local` };
  const [pod] = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace, name: to.pod });
  if (!pod) return { error: "no such Pod" };
  const address: unknown = pod.status instanceof Object ? Reflect.get(pod.status, "podIP") : undefined;
  if (typeof address !== "string") return { error: "no address" };
  return { name: address.includes(":") ? `[${address}]` : address };
}

/** Deletes that Pod, and not the one that another grade has made in its place. */
async function replace(cluster: Needed, uid: string | undefined): Promise<void> {
  const [now] = await cluster.list(probe);
  if (now?.metadata.uid === uid) await cluster.delete(probe);
}

/** Makes the probe Pod where it is missing or not ready, and gives its UID when it is. */
async function ensureProbe(cluster: Needed): Promise<string | undefined> {
  const [pod] = await cluster.list(probe);
  if (pod && isTrue(pod, "Ready")) return pod.metadata.uid;
  try {
    if (pod && !isStarting(pod)) await cluster.delete(probe);
    await cluster.apply(probeNamespace, "grader");
    await waitForServiceAccount(cluster, probe.namespace);
    await cluster.apply(await probePod(cluster), "grader");
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    // Not the learner's object, so not the learner's fault.
    throw new Error(`The cluster does not allow the probe Pod that sends the requests: ${error.message}`, {
      cause: error,
    });
  }
  let last: KubernetesObject | undefined;
  const accept = ([found]: KubernetesObject[]): boolean => {
    last = found;
    return found !== undefined && isTrue(found, "Ready");
  };
  const expected = `The probe Pod ${probe.namespace}/${probe.name} ready`;
  const waiting = waitFor(cluster, probe, accept, { expected, milliseconds: readyMilliseconds });
  const [ready] = await waiting.catch((error: unknown) => {
    throw last ? new Error(`${String(error)}: ${statusMessages(last)}`, { cause: error }) : error;
  });
  return ready?.metadata.uid;
}

const isStarting = ({ metadata, status }: KubernetesObject): boolean =>
  metadata.deletionTimestamp === undefined && status instanceof Object && Reflect.get(status, "phase") === "Pending";
