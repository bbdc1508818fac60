import type { Cluster } from "#core/cluster.ts";
import { userOf } from "#core/kubernetes/rbac/grants.ts";
import { isBuiltInResource, splitResource, unknownResource } from "#core/kubernetes/rbac/resources.ts";
import type { Authorizer } from "#simulator/access/authorizer.ts";

/** Whether a ServiceAccount may do something; throws for a resource that Kubernetes does not have. */
export async function authorize(
  authorizer: Authorizer,
  { serviceAccount, verb, resource: text, namespace, name }: Parameters<Cluster["authorize"]>[0],
): Promise<{ allowed: boolean; reason: string }> {
  const { group, resource, subresource } = splitResource(text);
  if (resource !== "*" && group !== "*" && !isBuiltInResource(group, resource)) throw new Error(unknownResource(text));
  const right = {
    verb,
    apiGroup: group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    ...(name !== undefined && { name }),
  };
  return { allowed: await authorizer.allows(userOf(serviceAccount), right, namespace), reason: "" };
}
