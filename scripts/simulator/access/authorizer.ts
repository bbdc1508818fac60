import type { PolicyRule } from "#core/kubernetes/generated/types.d.ts";
import { type AnyRole, type Binding, rulesFor } from "#core/kubernetes/rbac/grants.ts";
import { allows, type Right } from "#core/kubernetes/rbac/rights.ts";
import type { ObjectStore } from "#simulator/webernetes/webernetes.ts";
import builtIn from "./built-in-roles.json" with { type: "json" };

const rbac = "rbac.authorization.k8s.io";

/** Who asks the API server. */
export interface User {
  user: string;
  groups: readonly string[];
}

/** Decides by Roles and their bindings, as the RBAC authorizer does. */
export interface Authorizer {
  /** The rules that count for the user in that namespace; without one, those that count in every one. */
  rules(user: User, namespace?: string): Promise<PolicyRule[]>;
  allows(user: User, right: Right, namespace?: string): Promise<boolean>;
}

/** The ClusterRoles that kubeadm and Kubernetes bring along; labs can bind them, and make no others. */
export const clusterRoles: readonly AnyRole[] = builtIn.roles.map(({ name, rules }) => ({
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRole",
  metadata: { name },
  rules,
}));

const clusterRoleBindings: readonly Binding[] = builtIn.bindings.map(({ role, subjects }) => ({
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: role },
  roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
  subjects,
}));

/** Reads Roles and RoleBindings at each question, so that a right counts as soon as it is written. */
export function createAuthorizer(stores: ReadonlyMap<string, ObjectStore>): Authorizer {
  const read = async (kind: string, namespace: string) => await stores.get(`${rbac}/v1/${kind}`)!.peek(namespace);
  const rules = async (user: User, namespace?: string): Promise<PolicyRule[]> => {
    const everywhere = rulesFor(user, clusterRoleBindings, clusterRoles);
    if (namespace === undefined) return everywhere;
    const [bindings, roles] = await Promise.all([read("RoleBinding", namespace), read("Role", namespace)]);
    return [...everywhere, ...rulesFor(user, bindings, [...clusterRoles, ...(roles as readonly AnyRole[])])];
  };
  return { rules, allows: async (user, right, namespace) => allows(await rules(user, namespace), right) };
}
