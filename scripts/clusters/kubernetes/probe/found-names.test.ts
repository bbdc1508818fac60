import { describe, expect, it } from "vitest";
import type { HttpRequest, HttpResponse, ObjectQuery } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { requireFoundNames } from "./found-names.ts";

const request: HttpRequest = {
  namespace: "lab",
  to: { service: "web" },
  port: 80,
  path: "/",
  times: 2,
  timeoutMilliseconds: 1,
};
const answer: HttpResponse = { status: 200, body: "" };
const notFound: HttpResponse = { error: "name not found" };

const object = (kind: string, name: string, spec: Record<string, string | number>): KubernetesObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name },
  spec,
});
const service = (clusterIP: string) => object("Service", "web", { clusterIP });
const coredns = (replicas: number) => object("Deployment", "coredns", { replicas });

function cluster(...objects: KubernetesObject[]) {
  const list = async ({ kind, name }: ObjectQuery) =>
    objects.filter((one) => one.kind === kind && one.metadata.name === name);
  return { list };
}

describe("the names of Services", () => {
  it("must be found where the Service is there", async () => {
    const there = cluster(service("10.96.0.9"), coredns(2));
    await expect(requireFoundNames(there, request, [answer, notFound])).rejects.toThrow(
      "The cluster's DNS does not find the Service web, which is there. Look with: kubectl -n kube-system get pods -l k8s-app=kube-dns",
    );
    await expect(
      requireFoundNames(cluster(service("10.96.0.9")), request, [notFound]),
      "in a cluster with another DNS",
    ).rejects.toThrow("does not find the Service web");
  });

  it.each<[string, KubernetesObject[], HttpResponse[], HttpRequest["to"]?]>([
    ["there is no such Service", [coredns(2)], [notFound]],
    ["the Service is headless: without Pods it has no name", [service("None"), coredns(2)], [notFound]],
    ["CoreDNS is switched off", [service("10.96.0.9"), coredns(0)], [notFound]],
    ["the request failed otherwise", [service("10.96.0.9"), coredns(2)], [answer, { error: "timed out" }]],
    ["a Pod was asked", [service("10.96.0.9"), coredns(2)], [notFound], { pod: "web" }],
  ])("need not be found where %s", async (_, objects, responses, to = request.to) => {
    await expect(requireFoundNames(cluster(...objects), { ...request, to }, responses)).resolves.toBeUndefined();
  });
});
