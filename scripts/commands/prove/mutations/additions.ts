import type { Json, JsonMap } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { podSpecsOf } from "#core/kubernetes/pod-specs.ts";
import type { Path } from "#core/path.ts";
import { changed, type Mutation } from "./mutation.ts";

/** An object that asks for more than before, for each thing that can be too much: rights, tolerations, privileges, Pods that are not Ready. */
export function additionMutations(object: KubernetesObject): Mutation[] {
  return [...rulesAdded(object), ...subjectsAdded(object), ...unreadyAdded(object), ...podsAdded(object)];
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** The object with one more item at the end of the list at a path, or with such a list. */
function added(object: KubernetesObject, path: Path, list: unknown, item: Json): Mutation {
  const items = listOf(list);
  return {
    path: [...path, items.length],
    change: `added ${JSON.stringify(item)}`,
    object: changed(object, path, [...items, item]),
  };
}

function rulesAdded(object: KubernetesObject): Mutation[] {
  if (object.kind !== "Role" && object.kind !== "ClusterRole") return [];
  const { rules } = object as unknown as { rules?: Json };
  const widened = listOf(rules).flatMap((rule, index) =>
    (["verbs", "resources", "apiGroups"] as const).map((list) =>
      added(object, ["rules", index, list], (rule as JsonMap)[list], "*"),
    ),
  );
  const one = { apiGroups: [""], resources: ["secrets"], resourceNames: ["one"], verbs: ["get"] };
  const token = { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] };
  return [...widened, added(object, ["rules"], rules, one), added(object, ["rules"], rules, token)];
}

function subjectsAdded(object: KubernetesObject): Mutation[] {
  if (object.kind !== "RoleBinding" && object.kind !== "ClusterRoleBinding") return [];
  const { subjects } = object as unknown as { subjects?: Json };
  const [first] = listOf(subjects) as JsonMap[];
  const more: Json[] = [
    { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:serviceaccounts" },
    ...(first?.["kind"] === "ServiceAccount" ? [{ ...first, name: "default" }] : []),
  ];
  return more.map((subject) => added(object, ["subjects"], subjects, subject));
}

/** Requests then go to Pods that cannot answer yet. */
function unreadyAdded(object: KubernetesObject): Mutation[] {
  if (object.kind !== "Service") return [];
  const path = ["spec", "publishNotReadyAddresses"];
  return [{ path, change: "added true", object: changed(object, path, true) }];
}

function podsAdded(object: KubernetesObject): Mutation[] {
  return podSpecsOf(object).flatMap(({ path, spec }) => {
    const image = spec.containers[0]?.image ?? "busybox:1.37";
    const privileged = { name: "added", image, securityContext: { privileged: true } };
    return [
      added(object, [...path, "tolerations"], spec.tolerations, { operator: "Exists" }),
      added(object, [...path, "initContainers"], spec.initContainers, privileged),
      added(object, [...path, "containers"], spec.containers, privileged),
    ];
  });
}
