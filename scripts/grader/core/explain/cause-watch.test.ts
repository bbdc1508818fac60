import { expect, it } from "vitest";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { fakeCluster } from "#core/testing/fake-cluster.ts";
import { watchCauses } from "./cause-watch.ts";

const namespace = "lab-one-1";

function service(name: string, app: string): KubernetesObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec: { selector: { app } } };
}

function pod(name: string, app: string, reason?: string): KubernetesObject {
  const state: Json = reason === undefined ? {} : { waiting: { reason, message: "no" } };
  const containerStatuses = [{ name: "c", state }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app } },
    status: { containerStatuses },
  };
}

/** What is told of a cluster, with the milliseconds at which it was. */
function watching(...objects: KubernetesObject[]) {
  const cluster = fakeCluster(...objects);
  const over = new AbortController();
  const told: string[] = [];
  watchCauses(
    { cluster, namespace },
    ({ object, reason, message }) => told.push(`${cluster.clock.now()} ${object} ${reason}: ${message}`),
    over.signal,
  );
  return { cluster, over, told };
}

it("tells why a container does not run when it is seen, each reason once", async () => {
  const { cluster, told } = watching(pod("one", "shop"));
  await cluster.clock.advance(1000);
  cluster.put(pod("one", "shop", "ErrImagePull"));
  cluster.put(pod("two", "shop", "ErrImagePull"));
  expect(told).toEqual(["1000 Pod/one ErrImagePull: no"]);
});

it("tells that a Service selects no Pod when the Pods must be there", async () => {
  const { cluster, told } = watching(service("shop", "Shop"), service("late", "late"), pod("one", "shop"));
  await cluster.clock.advance(4999);
  cluster.put(pod("two", "late"));
  expect(told).toEqual([]);
  await cluster.clock.advance(1);
  expect(told).toEqual(["5000 Service/shop SelectsNoPods: its selector is app=Shop, and the Pods have app=shop"]);
});

it("tells nothing any more when it is over", async () => {
  const { cluster, over, told } = watching(service("shop", "Shop"), pod("one", "shop"));
  over.abort();
  cluster.put(pod("one", "shop", "ErrImagePull"));
  await cluster.clock.advance(10_000);
  expect(told).toEqual([]);
});
