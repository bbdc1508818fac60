import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** Objects that say what only the cluster may say. */
export const objects: HostileSubmissions = {
  "__proto__ at the root": {
    leadsTo: "fail, unknown-field at 21:1",
    files: file(solution(), "__proto__: { polluted: true }"),
  },
  "__proto__ among labels": {
    leadsTo: "fail, invalid-value at 5:24",
    files: file(solution({ labels: "__proto__: polluted" })),
  },
  "constructor and prototype": {
    leadsTo: "fail, unknown-field at 21:1",
    files: file(solution(), "constructor: { prototype: { polluted: true } }"),
  },
  "a status of its own": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0" }), "status: { readyReplicas: 3, updatedReplicas: 3, replicas: 3 }"),
  },
  "an owner of its own": {
    leadsTo: "fail, field-not-allowed at 6:3",
    files: file(
      solution({ metadata: "ownerReferences: [{ apiVersion: v1, kind: Node, name: a, uid: b, controller: true }]" }),
    ),
  },
  "a finalizer that nobody removes": {
    leadsTo: "fail, field-not-allowed at 6:3",
    files: file(solution({ metadata: "finalizers: [example.com/never]" })),
  },
  "a finalizer on every Pod": {
    leadsTo: "fail, field-not-allowed at 13:7",
    files: file(solution().replace("      labels:", "      finalizers: [example.com/never]\n      labels:")),
  },
  "the namespace of the system": {
    leadsTo: "fail, namespace-not-allowed at 6:3",
    files: file(solution({ metadata: "namespace: kube-system" })),
  },
  "another one's namespace": {
    leadsTo: "fail, namespace-not-allowed at 6:3",
    files: file(solution({ metadata: "namespace: lab-self-healing-00000" })),
  },
  "a name made by the server": {
    leadsTo: "fail, missing-field at 3:1",
    files: file(solution().replace("name: web", "generateName: web-")),
  },
  "a list of nothing": { leadsTo: "fail, empty-file at 1:1", files: file("apiVersion: v1\nkind: List\nitems: []\n") },
  "a list with all rights in it": {
    leadsTo: "fail, kind-not-allowed at 5:11",
    files: file(
      "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1\n    kind: ClusterRole\n    metadata: { name: web }\n",
    ),
  },
  "lists in lists": {
    leadsTo: "fail, wrong-type at 1:22",
    files: file(`${"{kind: List, items: [".repeat(20)}${"]}".repeat(20)}`),
  },
  "all rights to everybody": {
    leadsTo: "fail, kind-not-allowed at 2:7",
    files: file(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: web }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects: [{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:authenticated' }]\n",
    ),
  },
  "the solution and one more": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0" }), "---", solution({ name: "web2" })),
  },

  "an identity of its own": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: "uid: 00000000-0000-0000-0000-000000000000" })),
  },
  "a version that somebody else has": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: 'resourceVersion: "1"' })),
  },
  "a deletion in the past": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: 'deletionTimestamp: "2020-01-01T00:00:00Z"' })),
  },
  "a birth in the past": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: 'creationTimestamp: "2020-01-01T00:00:00Z"' })),
  },
  "a generation ahead": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: "generation: 99" })),
  },
  "fields that another one manages": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({
        replicas: "0",
        metadata: "managedFields: [{ manager: checkride, operation: Apply, apiVersion: apps/v1 }]",
      }),
    ),
  },
  "an address of its own": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: "selfLink: /api/v1/namespaces/kube-system" })),
  },
  "what kubectl applied last": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({ replicas: "0", metadata: "annotations: { kubectl.kubernetes.io/last-applied-configuration: '{}' }" }),
    ),
  },
  "a revision of its own": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: 'annotations: { deployment.kubernetes.io/revision: "99" }' })),
  },
  "a status with an observed generation": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({ image: "nginx:9.99" }),
      "status: { observedGeneration: 99, replicas: 3, readyReplicas: 3, updatedReplicas: 3, availableReplicas: 3, conditions: [{ type: Available, status: 'True' }] }",
    ),
  },
  "a selector that takes everything": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution()
        .replace("matchLabels: { app: web }", "matchExpressions: [{ key: app, operator: Exists }]")
        .replace("replicas: 3", "replicas: 0"),
    ),
  },
  "a selector for nothing": {
    leadsTo: "fail, selector-does-not-match-labels at 13:22",
    files: file(solution().replace("matchLabels: { app: web }", "matchLabels: { app: other }")),
  },
  "a template's hash of its own": {
    leadsTo: "fail, field-not-allowed at 10:30",
    files: file(solution({ replicas: "0" }).replaceAll("{ app: web }", "{ app: web, pod-template-hash: abc }")),
  },
  "a paused Deployment": {
    leadsTo: "unsupported, not-simulated at 8:3",
    files: file(solution().replace("spec:\n", "spec:\n  paused: true\n")),
  },
  "a deadline before the first Pod": {
    leadsTo: "fail, invalid-value at 8:28",
    files: file(solution().replace("spec:\n", "spec:\n  progressDeadlineSeconds: 0\n")),
  },
  "a strategy of its own": {
    leadsTo: "fail, invalid-value at 8:21",
    files: file(solution().replace("spec:\n", "spec:\n  strategy: { type: Never }\n")),
  },
  "labels of the grader": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", labels: "app.kubernetes.io/managed-by: checkride" })),
  },
  "hasOwnProperty among labels": {
    leadsTo: "fail, wrong-type at 5:42",
    files: file(solution({ replicas: "0", labels: "hasOwnProperty: x, toString: y, valueOf: z" })),
  },
};
