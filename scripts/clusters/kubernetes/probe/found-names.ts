import { dns } from "#clusters/kubernetes/components.ts";
import type { Cluster, HttpRequest, HttpResponse } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { NAME_NOT_FOUND } from "./script.ts";

/**
 * Rejects where the name of a Service is not found that is there: no learner can help that. CoreDNS hears late of what is new when the API
 * server was away, half a minute and more. Where CoreDNS is switched off, not to be found is the answer.
 */
export async function requireFoundNames(
  cluster: Pick<Cluster, "list">,
  { namespace, to }: HttpRequest,
  responses: readonly HttpResponse[],
): Promise<void> {
  if (!("service" in to) || !responses.some(({ error }) => error === NAME_NOT_FOUND)) return;
  const [[service], [server]] = await Promise.all([
    cluster.list({ apiVersion: "v1", kind: "Service", namespace, name: to.service }),
    cluster.list(dns),
  ]);
  if (!service || !hasAddress(service) || (server && read(server.spec, "replicas") === 0)) return;
  throw new Error(
    `The cluster's DNS does not find the Service ${to.service}, which is there. Look with: kubectl -n kube-system get pods -l k8s-app=kube-dns`,
  );
}

/** A headless Service has a name only while it has Pods. */
function hasAddress({ spec }: KubernetesObject): boolean {
  const address = read(spec, "clusterIP");
  return typeof address === "string" && address !== "" && address !== "None";
}

const read = (value: unknown, key: string): unknown => (value instanceof Object ? Reflect.get(value, key) : undefined);
