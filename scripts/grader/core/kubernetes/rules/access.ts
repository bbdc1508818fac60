import type { PolicyRule, Role, RoleRef, Subject } from "#core/kubernetes/generated/types.d.ts";
import { invalid, missing, type Rule, unknownValue } from "./rule.ts";
import { badText, dnsSubdomain } from "./text/formats.ts";

const group = "rbac.authorization.k8s.io";

/** Source: pkg/apis/rbac/validation, ValidatePolicyRule. */
export const policyRule: Rule<PolicyRule> = ({ apiGroups = [], resources = [], nonResourceURLs }) => [
  ...(apiGroups.length === 0 && !nonResourceURLs ? [missing(["apiGroups"])] : []),
  ...(resources.length === 0 && !nonResourceURLs ? [missing(["resources"])] : []),
];

/** Source: pkg/apis/rbac/validation, ValidatePolicyRule: a namespaced rule has no URLs. */
export const noUrls: Rule<Role> = ({ rules = [] }) =>
  rules.flatMap(({ nonResourceURLs }, index) =>
    nonResourceURLs
      ? [
          invalid(
            ["rules", index, "nonResourceURLs"],
            "left out in a Role; only a ClusterRole has URLs",
            nonResourceURLs,
          ),
        ]
      : [],
  );

/** Source: pkg/apis/rbac/validation, ValidateRoleBinding. */
export const roleReference: Rule<RoleRef> = ({ apiGroup, kind }) => [
  ...unknownValue(["apiGroup"], [group], apiGroup || undefined),
  ...unknownValue(["kind"], ["Role", "ClusterRole"], kind),
];

/** Source: pkg/apis/rbac/validation, ValidateRoleBindingSubject. */
export const subject: Rule<Subject> = ({ kind, name, apiGroup }) => {
  if (kind !== "ServiceAccount") {
    const kinds = unknownValue(["kind"], ["ServiceAccount", "User", "Group"], kind);
    return kinds.length > 0 ? kinds : unknownValue(["apiGroup"], [group], apiGroup || undefined);
  }
  return [
    ...badText(dnsSubdomain, name || undefined, ["name"]),
    ...(apiGroup ? [invalid(["apiGroup"], "left out for a ServiceAccount", apiGroup)] : []),
  ];
};
