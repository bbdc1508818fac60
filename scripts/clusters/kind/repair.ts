import { dns, proxies, stoppedLabel } from "#clusters/kubernetes/components.ts";
import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const read = (value: unknown, ...path: string[]): unknown =>
  path.reduce((inner, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), value);

/** Undoes what a lab did to nodes and components, and a grade that was killed could not undo; the API must answer. */
export async function repair(cluster: Pick<Cluster, "list" | "patch" | "startComponent">): Promise<void> {
  const nodes = await cluster.list({ apiVersion: "v1", kind: "Node" });
  await Promise.all(
    nodes
      .filter((node) => read(node, "spec", "unschedulable") === true)
      .map(async ({ apiVersion, kind, metadata: { name } }) => {
        await cluster.patch({ apiVersion, kind, name }, { spec: { unschedulable: null } });
      }),
  );
  const [proxy] = await cluster.list(proxies);
  const isStopped = read(proxy, "spec", "template", "spec", "nodeSelector", stoppedLabel) !== undefined;
  if (isStopped) await cluster.startComponent("kube-proxy");
  const [coredns] = await cluster.list(dns);
  if (read(coredns, "spec", "replicas") === 0) await cluster.startComponent("coredns");
}

/** Whether Pods can be sent there: no cordon, and no taint that says the node is not fit. */
export function isSchedulable(node: KubernetesObject): boolean {
  const taints = read(node, "spec", "taints");
  const isUnfit = (taint: unknown): boolean => String(read(taint, "key")).startsWith("node.kubernetes.io/");
  return read(node, "spec", "unschedulable") !== true && !(Array.isArray(taints) && taints.some(isUnfit));
}
