import type { Cluster } from "#core/cluster.ts";
import { userOf } from "#core/kubernetes/rbac/grants.ts";
import type { Authorizer } from "#simulator/access/authorizer.ts";

/** Whether a ServiceAccount may do something. */
export async function authorize(
  authorizer: Authorizer,
  { serviceAccount, verb, resource: text, namespace, name }: Parameters<Cluster["authorize"]>[0],
): Promise<{ allowed: boolean; reason: string }> {
  const [whole = "", subresource] = text.split("/");
  const [plural = "", ...group] = whole.split(".");
  const right = {
    verb,
    apiGroup: group.join("."),
    resource: subresource === undefined ? plural : `${plural}/${subresource}`,
    ...(name !== undefined && { name }),
  };
  return { allowed: await authorizer.allows(userOf(serviceAccount), right, namespace), reason: "" };
}
