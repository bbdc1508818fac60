import { describe, expect, it } from "vitest";
import type { PolicyRule } from "#core/kubernetes/generated/types.d.ts";
import { appliesTo, rulesFor, userOf } from "./grants.ts";
import { allows, rightsBeyond, rightsWithin, rightText } from "./rights.ts";

const rule = (apiGroups: string[], resources: string[], verbs: string[], resourceNames?: string[]): PolicyRule => ({
  apiGroups,
  resources,
  verbs,
  ...(resourceNames && { resourceNames }),
});
const scaleWeb = rule(["apps"], ["deployments/scale"], ["patch"], ["web"]);
const listPods = rule([""], ["pods"], ["list"]);
const wanted = [listPods, scaleWeb];
const beyond = (...rules: PolicyRule[]) => rightsBeyond(rules, wanted).map(rightText);

describe("rights beyond others", () => {
  it("are none where the same is said in another way", () => {
    expect(beyond(scaleWeb, listPods, listPods)).toEqual([]);
    expect(beyond(rule(["", ""], ["pods"], ["list", "list"]), { ...scaleWeb, resourceNames: ["web", "web"] })).toEqual(
      [],
    );
    expect(beyond(rule([""], ["pods"], ["list"], ["web"]))).toEqual([]);
    expect(beyond({ verbs: ["get"] }, {})).toEqual([]);
  });

  it.each<[string, PolicyRule, string[]]>([
    ["a verb", rule([""], ["pods"], ["list", "watch"]), ["watch pods"]],
    ["a subresource", rule([""], ["pods", "pods/exec"], ["list"]), ["list pods/exec"]],
    ["no name", rule(["apps"], ["deployments/scale"], ["patch"]), ["patch deployments.apps/scale"]],
    [
      "another name",
      rule(["apps"], ["deployments/scale"], ["patch"], ["web", "db"]),
      ["patch deployments.apps/scale db"],
    ],
    ["the object itself", rule(["apps"], ["deployments"], ["patch"], ["web"]), ["patch deployments.apps web"]],
    ["another group", rule(["", "apps"], ["pods"], ["list"]), ["list pods.apps"]],
    ["a star for the verb", rule([""], ["pods"], ["*"]), ["* pods"]],
    ["a star for the resource", rule([""], ["*"], ["list"]), ["list *"]],
    ["a star for the group", rule(["*"], ["pods"], ["list"]), ["list pods.*"]],
    ["each scale", rule(["apps"], ["*/scale"], ["patch"], ["web"]), ["patch *.apps/scale web"]],
    ["a URL", { nonResourceURLs: ["/metrics"], verbs: ["get"] }, ["get /metrics"]],
  ])("are told: %s", (_, given, expected) => {
    expect(beyond(given)).toEqual(expected);
  });

  it("are the first of many, however many a rule makes", () => {
    const many = Array.from({ length: 2000 }, (_, index) => `r${index}`);
    expect(beyond(rule(many, many, many, many))).toHaveLength(20);
  });

  it("are what is missing, the other way round", () => {
    expect(rightsBeyond(wanted, [listPods]).map(rightText)).toEqual(["patch deployments.apps/scale web"]);
    expect(rightsBeyond(wanted, [rule(["*"], ["*"], ["*"])])).toEqual([]);
    expect(rightsWithin([rule([""], ["pods"], ["get", "list"])], wanted).map(rightText)).toEqual(["list pods"]);
  });
});

describe("a rule", () => {
  it("for a name does not count for requests without one", () => {
    const patch = { verb: "patch", apiGroup: "apps", resource: "deployments/scale" };
    expect(allows([scaleWeb], { ...patch, name: "web" })).toBe(true);
    expect(allows([scaleWeb], patch)).toBe(false);
  });

  it("for URLs counts for those that begin so, where it ends with a star", () => {
    const rules = [{ nonResourceURLs: ["/healthz", "/apis/*"], verbs: ["get"] }];
    expect(
      ["/healthz", "/apis/apps", "/healthz/etcd", "/api"].map((url) => allows(rules, { verb: "get", url })),
    ).toEqual([true, true, false, false]);
  });
});

describe("a subject", () => {
  const user = userOf({ namespace: "lab", name: "scaler" });

  it.each([
    [{ kind: "ServiceAccount", name: "scaler" }, true],
    [{ kind: "ServiceAccount", name: "scaler", namespace: "lab" }, true],
    [{ kind: "ServiceAccount", name: "scaler", namespace: "other" }, false],
    [{ kind: "User", name: "system:serviceaccount:lab:scaler" }, true],
    [{ kind: "User", name: "scaler" }, false],
    [{ kind: "Group", name: "system:serviceaccounts:lab" }, true],
    [{ kind: "Group", name: "system:serviceaccounts:other" }, false],
    [{ kind: "Group", name: "system:authenticated" }, true],
  ])("%j is the account scaler of the binding's namespace: %s", (subject, expected) => {
    expect(appliesTo(subject, user, "lab")).toBe(expected);
  });

  it("gets the rules of the role, of that name and kind in the binding's namespace", () => {
    const role = (kind: string, namespace: string | undefined, rules: PolicyRule[]) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind,
      metadata: { name: "read", ...(namespace !== undefined && { namespace }) },
      rules,
    });
    const roles = [
      role("Role", "other", [scaleWeb]),
      role("ClusterRole", undefined, wanted),
      role("Role", "lab", [listPods]),
    ];
    const bind = (kind: string, name: string) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "b", namespace: "lab" },
      subjects: [{ kind: "ServiceAccount", name: "scaler" }],
      roleRef: { kind, name },
    });
    expect(rulesFor(user, [bind("Role", "read")], roles)).toEqual([listPods]);
    expect(rulesFor(user, [bind("ClusterRole", "read")], roles)).toEqual(wanted);
    expect(rulesFor(user, [bind("Role", "gone")], roles)).toEqual([]);
  });
});
