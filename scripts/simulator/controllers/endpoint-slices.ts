import { type Json, sameValue } from "#core/json.ts";
import { conditionStatus } from "#core/kubernetes/conditions.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ControllerWorld, Look } from "./controller.ts";

interface ServiceSpec {
  type?: string;
  clusterIP?: string;
  selector?: Record<string, string>;
  publishNotReadyAddresses?: boolean;
  ports?: ServicePort[];
}

interface ServicePort {
  name?: string;
  port: number;
  protocol: string;
  appProtocol?: string;
  targetPort: number | string;
}

interface PortsOfPod {
  nodeName?: string;
  containers: ContainerWithPorts[];
  initContainers?: (ContainerWithPorts & { restartPolicy?: string })[];
}

interface ContainerWithPorts {
  ports?: { name?: string; containerPort: number; protocol?: string }[];
}

/**
 * The controller that writes EndpointSlices: for each Service one for every set of port numbers that its Pods have, since
 * a port's name may stand for another number in each Pod.
 */
export function endpointSlices(world: ControllerWorld): Look {
  const slices = world.storeOf("discovery.k8s.io/v1/EndpointSlice");

  async function write(slice: KubernetesObject, before: KubernetesObject | undefined): Promise<void> {
    if (!before) return void (await slices.create(slice));
    if (sameValue(content(slice), content(before))) return;
    const { name, namespace, uid, resourceVersion } = before.metadata;
    const metadata = { ...before.metadata, ...slice.metadata, name, namespace, uid, resourceVersion };
    await slices.update(name, { ...slice, metadata });
  }

  /** What each Service's slices were made of last, by its uid: most looks have nothing new to see. */
  const seen = new Map<string | undefined, string>();
  return async () => {
    for (const service of world.services()) {
      if (service.metadata.deletionTimestamp) continue;
      const pods = podsOf(service, world.pods());
      const found = world
        .slices()
        .filter((slice) => slice.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid))
        .filter((slice) => !slice.metadata.deletionTimestamp);
      const versions = [service, ...pods, ...found].map(({ metadata }) => metadata.resourceVersion).join(" ");
      if (seen.get(service.metadata.uid) === versions) continue;
      const wanted = slicesOf(service, pods);
      const before = new Map(found.map((slice) => [JSON.stringify(slice["ports"] ?? []), slice]));
      const spare = found.filter((slice) => !wanted.some((one) => sameValue(one["ports"], slice["ports"])));
      for (const slice of wanted) await write(slice, before.get(JSON.stringify(slice["ports"])) ?? spare.shift());
      for (const { metadata } of spare) await slices.delete(metadata.name, metadata.namespace);
      seen.set(service.metadata.uid, versions);
    }
  };
}

function content({ metadata, ...rest }: KubernetesObject): unknown {
  return [metadata.labels, rest["addressType"], rest["endpoints"], rest["ports"]];
}

/** The Pods that a Service leads to, ready or not. */
function podsOf(
  { metadata: { namespace }, spec }: KubernetesObject,
  pods: readonly KubernetesObject[],
): KubernetesObject[] {
  const labels = Object.entries((spec as ServiceSpec).selector ?? {});
  return pods.filter(
    ({ metadata, status }) =>
      metadata.namespace === namespace &&
      labels.every(([key, value]) => metadata.labels?.[key] === value) &&
      addressOf({ status }) !== undefined &&
      !["Succeeded", "Failed"].includes((status as { phase?: string }).phase ?? ""),
  );
}

/** The slices that a Service with these Pods should have; none without a selector, and an empty one where nobody matches. */
function slicesOf(service: KubernetesObject, pods: readonly KubernetesObject[]): KubernetesObject[] {
  const { selector = {}, type } = service.spec as ServiceSpec;
  if (Object.keys(selector).length === 0 || type === "ExternalName") return [];
  const groups = new Map<string, { ports: Json[]; pods: KubernetesObject[] }>();
  for (const pod of pods) {
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  if (groups.size === 0) groups.set("", { ports: [], pods: [] });
  return [...groups.values()].map((group) => sliceOf(service, group.ports, group.pods));
}

function addressOf({ status }: { status?: Json | undefined }): string | undefined {
  return ((status ?? {}) as { podIP?: string }).podIP;
}

/** The ports of a Service as numbers of that Pod; a name that the Pod does not have is left out. */
function portsOf(service: KubernetesObject, pod: KubernetesObject): Json[] {
  const { ports = [] } = service.spec as ServiceSpec;
  const { containers, initContainers = [] } = pod.spec as unknown as PortsOfPod;
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === "Always");
  const declared = [...containers, ...sidecars].flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ name, protocol, targetPort, appProtocol }): Json[] => {
    const port =
      typeof targetPort === "number"
        ? targetPort
        : declared.find((one) => one.name === targetPort && (one.protocol ?? "TCP") === protocol)?.containerPort;
    if (port === undefined) return [];
    return [{ name: name ?? "", port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function sliceOf(service: KubernetesObject, ports: Json[], pods: KubernetesObject[]): KubernetesObject {
  const { name, namespace, uid = "", labels } = service.metadata;
  const { clusterIP, publishNotReadyAddresses = false } = service.spec as ServiceSpec;
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: "",
      generateName: `${name}-`,
      namespace,
      labels: {
        ...labels,
        ...(clusterIP === "None" ? { "service.kubernetes.io/headless": "" } : {}),
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": name,
      },
      ownerReferences: [{ apiVersion: "v1", kind: "Service", name, uid, controller: true, blockOwnerDeletion: true }],
    } as unknown as KubernetesObject["metadata"],
    addressType: "IPv4",
    endpoints: pods.map((pod) => endpointOf(pod, publishNotReadyAddresses)),
    ports,
  };
}

function endpointOf(pod: KubernetesObject, publishNotReady: boolean): Json {
  const { name, namespace, uid } = pod.metadata;
  const serving = conditionStatus(pod, "Ready") === "True";
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  return {
    addresses: [addressOf(pod)!],
    conditions: { ready: publishNotReady || (serving && !terminating), serving, terminating },
    nodeName: (pod.spec as unknown as PortsOfPod).nodeName ?? "",
    targetRef: { kind: "Pod", name, namespace: namespace!, uid: uid! },
  };
}
