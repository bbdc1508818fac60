import type { PolicyRule, RoleBinding, RoleRef, Subject } from "#core/kubernetes/generated/types.d.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

export interface ServiceAccountName {
  namespace: string;
  name: string;
}

/** A RoleBinding or ClusterRoleBinding: what it gives, and to whom. */
export type Binding = KubernetesObject & Pick<RoleBinding, "roleRef" | "subjects">;

/** A Role or ClusterRole. */
export type AnyRole = KubernetesObject & { rules?: PolicyRule[] };

/** As whom a ServiceAccount asks: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
export function userOf({ namespace, name }: ServiceAccountName): { user: string; groups: string[] } {
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
  };
}

/**
 * Whether a subject of a binding is this user, or a group of theirs; an account that names no namespace is in the
 * binding's. Source: pkg/registry/rbac/validation/rule.go, appliesToUser.
 */
export function appliesTo(
  { kind, name = "", namespace = "" }: Subject,
  { user, groups }: { user: string; groups: readonly string[] },
  bindingNamespace = "",
): boolean {
  switch (kind) {
    case "User":
      return user === name;
    case "Group":
      return groups.includes(name);
    case "ServiceAccount":
      return user === userOf({ namespace: namespace || bindingNamespace, name }).user;
    default:
      return false;
  }
}

/** The role that a binding in that namespace means; a binding to a role that is not there gives nothing. */
export function roleOf(
  { kind, name }: RoleRef,
  roles: readonly AnyRole[],
  namespace: string | undefined,
): AnyRole | undefined {
  return roles.find(
    (role) =>
      role.kind === kind &&
      role.metadata.name === name &&
      (kind === "ClusterRole" || role.metadata.namespace === namespace),
  );
}

/** The rules that bindings give to a user. */
export function rulesFor(
  user: { user: string; groups: readonly string[] },
  bindings: readonly Binding[],
  roles: readonly AnyRole[],
): PolicyRule[] {
  return bindings
    .filter(({ subjects = [], metadata }) => subjects.some((subject) => appliesTo(subject, user, metadata.namespace)))
    .flatMap(({ roleRef = {}, metadata }) => roleOf(roleRef, roles, metadata.namespace)?.rules ?? []);
}
