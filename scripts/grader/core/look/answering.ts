import type { Place } from "#core/context.ts";
import type { AnsweredBy, Request } from "#core/generated/lab.ts";
import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { selectorText } from "#core/lab/subject.ts";
import { listSelection } from "./selection.ts";

/** The containers that listen, by Pod and port: a Pod's stay the same, and to find one takes a command in each container. */
export type Listeners = Map<string, string>;

/** A Pod, and the port on which it is asked. */
interface Asked {
  pod: KubernetesObject;
  port: number;
}

/** Who else answers the requests than who should, as a reason why the answers do not count. */
export async function wrongAnswerer(
  place: Place,
  { service, pods: selector, port = 80 }: Request,
  { pods: wanted, image }: AnsweredBy,
  listeners: Listeners,
): Promise<string | undefined> {
  const asked: Asked[] = [];
  if (service === undefined) {
    const pods = selector ? await listSelection(place, selector) : [];
    asked.push(...pods.map((pod) => ({ pod, port })));
  } else {
    const { found, without } = await endpoints(place, service, port);
    if (without !== undefined) return `the Service leads to ${without}`;
    if (found.length === 0) return "the Service leads to no Pod of its namespace";
    asked.push(...found);
  }
  const right = wanted && new Set((await listSelection(place, wanted)).map(({ metadata }) => metadata.uid));
  const stranger = right && asked.find(({ pod }) => !right.has(pod.metadata.uid));
  if (wanted && stranger)
    return `the Service leads to Pod/${stranger.pod.metadata.name}, which is no ${selectorText(wanted)}`;
  if (image === undefined) return undefined;
  const found = await Promise.all(asked.map((one) => otherImage(place, one, image, listeners)));
  return found.find((reason) => reason !== undefined);
}

interface Slice {
  endpoints?: { addresses: string[]; conditions?: { ready?: boolean }; targetRef?: { kind?: string; uid?: string } }[];
  ports?: { port?: number }[] | null;
}

/** The living Pods to which a Service sends requests, and the address that is no Pod's if it has such a one. */
async function endpoints(
  { cluster, namespace }: Place,
  service: string,
  port: number,
): Promise<{ found: Asked[]; without?: string | undefined }> {
  const labels = { "kubernetes.io/service-name": service };
  const [slices, pods, [own]] = await Promise.all([
    cluster.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace, labels }),
    cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
    cluster.list({ apiVersion: "v1", kind: "Service", namespace, name: service }),
  ]);
  const { ports = [] } = (own?.spec ?? {}) as { ports?: { port: number; name?: string }[] };
  const name = ports.find((one) => one.port === port)?.name ?? "";
  const living = new Map(
    pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined).map((pod) => [pod.metadata.uid, pod]),
  );
  const ready = slices.flatMap((slice) => {
    const { endpoints: all, ports: targets } = slice as unknown as Slice;
    const target = targets?.find((one) => ((one as { name?: string }).name ?? "") === name)?.port ?? port;
    return (all ?? [])
      .filter(({ conditions }) => conditions?.ready !== false)
      .map((endpoint) => ({ ...endpoint, target }));
  });
  return {
    // A Pod that is gone by now was one of the others a moment ago.
    found: ready.flatMap(({ targetRef, target }) => {
      const pod = living.get(targetRef?.uid);
      return pod ? [{ pod, port: target }] : [];
    }),
    without: ready.find(({ targetRef }) => targetRef?.kind !== "Pod")?.addresses[0],
  };
}

async function otherImage(
  { cluster, namespace: own }: Place,
  { pod, port }: Asked,
  wanted: string,
  listeners: Listeners,
): Promise<string | undefined> {
  const { name, namespace = own, uid = "" } = pod.metadata;
  const key = `${uid}:${port}`;
  const listener = listeners.get(key) ?? (await cluster.listener({ namespace, pod: name }, port));
  if (listener === undefined)
    throw new Error(`no container of Pod/${name} could be found that listens on port ${port}`);
  listeners.set(key, listener);
  const { containers = [], initContainers = [] } = (pod.spec ?? {}) as Record<
    string,
    { name: string; image: string }[]
  >;
  const { image = "" } = [...containers, ...initContainers].find((one) => one.name === listener) ?? {};
  if (fullName(image) === fullName(wanted)) return undefined;
  return `in Pod/${name} answers the container ${listener} with the image ${image}, and not ${wanted}`;
}

function fullName(image: string): string {
  return fullReference(parseImageReference(image));
}
