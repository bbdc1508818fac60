import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const name = "checkride-namespaces";
const labels = { "app.kubernetes.io/managed-by": "checkride" };

/**
 * No Pod changes a namespace. A Namespace counts as an object within itself, so a Role with `*` in it would let a Pod lift the Pod Security
 * level that it is held to, and then take the node (https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification).
 */
const policy: KubernetesObject[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name, labels },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            operations: ["UPDATE", "DELETE"],
            resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
          },
        ],
      },
      validations: [
        {
          expression:
            '!("system:serviceaccounts" in request.userInfo.groups) || "system:serviceaccounts:kube-system" in request.userInfo.groups',
          message: "A Pod may not change the namespace that it is graded in.",
        },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name, labels },
    spec: { policyName: name, validationActions: ["Deny"] },
  },
];

/** Makes it so in a cluster that is ours alone; in others that is for their owners to decide. */
export async function protectNamespaces(cluster: Pick<Cluster, "apply">): Promise<void> {
  for (const object of policy) await cluster.apply(object, "grader");
}
