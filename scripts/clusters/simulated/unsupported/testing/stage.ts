import { field, pods } from "#clusters/testing/objects.ts";
import { eventuallyOne } from "#clusters/testing/waiting.ts";
import type { Cluster, HttpResponse } from "#core/cluster.ts";
import type { JsonMap } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

/** A cluster with nothing else in it that would get in the way, and its own namespace. */
export interface Stage {
  cluster: Cluster;
  namespace: string;
}

/** Shows that the simulated cluster acts on a field, by what happens with one value and does not with another. */
export type Proof = (stage: Stage) => Promise<void>;

/** Applies a Pod with one container `c`. */
export async function applyPod({ cluster, namespace }: Stage, name: string, container: JsonMap, spec: JsonMap = {}) {
  await cluster.apply(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace, labels: { app: name } },
      spec: { containers: [{ name: "c", image: "nginx:1.29", ...container }], ...spec },
    },
    "grader",
  );
}

/** The Pod now. */
export async function readPod({ cluster, namespace }: Stage, name: string): Promise<KubernetesObject | undefined> {
  return (await cluster.list({ ...pods(namespace), name }))[0];
}

/** Resolves with the Pod as soon as `assert` accepts it. */
export async function untilPod({ cluster, namespace }: Stage, name: string, assert: (pod: KubernetesObject) => void) {
  return await eventuallyOne(cluster, { ...pods(namespace), name }, assert);
}

/** Seconds of simulated time until `assert` accepts the Pod. */
export async function secondsUntilPod(stage: Stage, name: string, assert: (pod: KubernetesObject) => void) {
  const before = stage.cluster.clock.now();
  await untilPod(stage, name, assert);
  return (stage.cluster.clock.now() - before) / 1000;
}

/** A field of the Pod's first container's status. */
export function ofContainer(pod: KubernetesObject | undefined, ...path: (string | number)[]): unknown {
  return field(pod, "status", "containerStatuses", 0, ...path);
}

/** One request to port 80 (or another) of a Service: the status, or the error. */
export async function ask({ cluster, namespace }: Stage, service: string, port = 80): Promise<number | string> {
  const request = { namespace, to: { service }, port, path: "/", times: 1, timeoutMilliseconds: 1000 };
  const [response] = (await cluster.request(request)) as [HttpResponse];
  return response.error ?? response.status;
}
