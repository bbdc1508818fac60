import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";

/** Refuses Pods whose ServiceAccount is not there, as admission does. Source: plugin/pkg/admission/serviceaccount. */
export function requireAccounts(pods: ObjectStore, serviceAccounts: ObjectStore): void {
  const beginCreate = pods.beginCreate.bind(pods);
  pods.beginCreate = async (pod) => {
    const finish = await beginCreate(pod);
    const message = await absence(pod, serviceAccounts);
    if (message === undefined) return finish;
    await finish(false);
    throw Object.assign(new Error(message), { name: "Forbidden" });
  };
}

/** Each namespace has its account `default`, which can be a moment later than the namespace. */
async function absence({ spec, metadata }: KubernetesObject, accounts: ObjectStore): Promise<string | undefined> {
  const { serviceAccountName: name = "default" } = spec as { serviceAccountName?: string };
  if (name === "default" || (await accounts.get(name, metadata.namespace))) return undefined;
  const place = `${metadata.namespace}/${name}`;
  return `pods "${metadata.name}" is forbidden: error looking up service account ${place}: serviceaccount "${name}" not found`;
}
