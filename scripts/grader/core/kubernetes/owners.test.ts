import { expect, it } from "vitest";
import type { KubernetesObject } from "./object.ts";
import { controllers, ownerKinds, select } from "./owners.ts";

const selector = {
  apiVersion: "v1",
  kind: "Pod",
  ownedBy: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
};

function object(kind: string, name: string, owner?: KubernetesObject, controller = true): KubernetesObject {
  const apiVersion = kind === "Pod" ? "v1" : "apps/v1";
  return {
    apiVersion,
    kind,
    metadata: { name, uid: `uid of ${name}`, ...(owner && { ownerReferences: [to(owner, controller)] }) },
  };
}

function to({ apiVersion, kind, metadata }: KubernetesObject, controller: boolean) {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? "", controller };
}

const web = object("Deployment", "web");
const replicaSet = object("ReplicaSet", "web-1", web);
const others = [
  web,
  replicaSet,
  object("Deployment", "api"),
  object("ReplicaSet", "api-1", object("Deployment", "api")),
];
const names = (...pods: KubernetesObject[]) => select(selector, pods, others).map(({ metadata }) => metadata.name);

it("selects what the owner controls, itself or through what it controls", () => {
  expect(names(object("Pod", "a", replicaSet), object("Pod", "b", web), object("Pod", "c", others[3]))).toEqual([
    "a",
    "b",
  ]);
});

it("selects nothing by name, by an owner that does not control, or without an owner", () => {
  const impostor = { ...replicaSet, metadata: { ...replicaSet.metadata, uid: "another" } };
  expect(names(object("Pod", "a", impostor), object("Pod", "b", replicaSet, false), object("Pod", "c"))).toEqual([]);
  expect(select(selector, [object("Pod", "a", replicaSet)], [replicaSet])).toEqual([]);
});

it("leaves out what is being deleted, also where no owner is asked for", () => {
  const going = object("Pod", "a", replicaSet);
  going.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
  expect(names(going)).toEqual([]);
  expect(select({}, [going, object("Pod", "b")], [])).toEqual([object("Pod", "b")]);
});

it("knows the kinds between an owner and its Pods", () => {
  expect(ownerKinds(selector)).toEqual([selector.ownedBy, { apiVersion: "apps/v1", kind: "ReplicaSet" }]);
  expect(ownerKinds({})).toEqual([]);
});

it("ends where owners go round in a circle", () => {
  const one = object("ReplicaSet", "one");
  const two = object("ReplicaSet", "two", one);
  one.metadata.ownerReferences = [to(two, true)];
  const byUid = new Map([one, two].map((each) => [each.metadata.uid, each]));
  expect(controllers(one, byUid).map(({ metadata }) => metadata.name)).toEqual(["two", "one"]);
});
