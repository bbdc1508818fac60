import type { Discovery } from "#clusters/kubernetes/api/discovery.ts";
import type { KindName, KubernetesObject } from "#core/kubernetes/object.ts";

const group = "rbac.authorization.k8s.io";

/** The user that applies the submission into that namespace. No Pod can be it, as it could be a ServiceAccount. */
export const submitterOf = (namespace: string): string => `checkride:submitter:${namespace}`;

/** What makes a call one of the submitter's: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/ */
export const impersonation = (namespace: string): Record<string, string> => ({
  "impersonate-user": submitterOf(namespace),
});

/** A right of the submitter that stands for all: no API group is called so, and once he has it he has the others too. */
export const submitterMark = { group: "checkride", resource: "submissions", verb: "create" };

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** The Role and its binding: the submitter may write objects of these kinds, nothing else, and nothing outside of the namespace. */
export async function submitterRights(
  { resourceOf }: Discovery,
  namespace: string,
  kinds: readonly KindName[],
): Promise<KubernetesObject[]> {
  const mark = { apiGroups: [submitterMark.group], resources: [submitterMark.resource], verbs: [submitterMark.verb] };
  const rules = await Promise.all(kinds.map(async (name) => await rulesFor(name, resourceOf)));
  const metadata = { name: "checkride-submitter", namespace, labels: { "app.kubernetes.io/managed-by": "checkride" } };
  return [
    { apiVersion: `${group}/v1`, kind: "Role", metadata, rules: [mark, ...rules.flat()] },
    {
      apiVersion: `${group}/v1`,
      kind: "RoleBinding",
      metadata,
      subjects: [{ apiGroup: group, kind: "User", name: submitterOf(namespace) }],
      roleRef: { apiGroup: group, kind: "Role", name: metadata.name },
    },
  ];
}

/** Server-side apply is a PATCH that may create. A kind without namespaces gets no rule: a Role cannot allow it. */
async function rulesFor(name: KindName, resourceOf: Discovery["resourceOf"]): Promise<Rule[]> {
  const [apiVersion, kind] = splitKind(name);
  const resource = await resourceOf({ apiVersion, kind });
  if (!resource.namespaced) return [];
  const apiGroups = [apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : ""];
  const write = { apiGroups, resources: [resource.name], verbs: ["create", "patch"] };
  if (apiGroups[0] !== group) return [write];
  // Without these nobody may give away a right that he does not have, and too wide a Role could not be graded:
  // https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
  return [write, { apiGroups, resources: ["roles", "clusterroles"], verbs: ["escalate", "bind"] }];
}

/** `apps/v1/Deployment` in its two parts. */
function splitKind(name: KindName): [string, string] {
  const end = name.lastIndexOf("/");
  return [name.slice(0, end), name.slice(end + 1)];
}
