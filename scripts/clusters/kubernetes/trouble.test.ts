import { expect, it } from "vitest";
import type { WatchListener } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { fakeClock } from "#core/testing/fake-clock.ts";
import { createTrouble } from "./trouble.ts";

const start = Date.parse("2026-11-22T12:00:00Z");

/** A Lease that was renewed so many seconds after the start. */
function lease(namespace: string, name: string, seconds: number, holder = name): KubernetesObject {
  const renewTime = new Date(start + seconds * 1_000).toISOString();
  const metadata = { namespace, name };
  return { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec: { holderIdentity: holder, renewTime } };
}

const node = (name: string, seconds: number) => lease("kube-node-lease", name, seconds);
const system = (name: string, seconds: number, holder?: string) => lease("kube-system", name, seconds, holder);

/** The leases in a cluster of two nodes `seconds` after the start, each just renewed. */
const whole = (seconds: number) => [
  node("worker", seconds - 9),
  node("worker2", seconds - 2),
  system("kube-scheduler", seconds - 1),
  system("kube-controller-manager", seconds),
  system("apiserver-abc", seconds - 5, "first"),
];

/** The lists that are read one after the other; the last is also what a watch sees. */
async function begin(...lists: KubernetesObject[][]) {
  const clock = fakeClock();
  const left = [...lists];
  const list = async () => (left.length > 1 ? left.shift() : left[0]) ?? [];
  const watch = (_: unknown, listener: WatchListener) => listener.changed(left.at(-1) ?? []);
  const made = createTrouble({ list, watch, clock });
  await made.begin("lab");
  return { ...made, clock };
}

it("sees nothing in a cluster whose Leases are renewed", async () => {
  const { trouble } = await begin(whole(0), whole(30));
  expect(await trouble("lab")).toBeUndefined();
});

it("names a node that fell silent and stays so, twelve seconds later", async () => {
  const { trouble, clock } = await begin(whole(0), whole(30).with(0, node("worker", 10)));
  const asked = trouble("lab");
  await clock.advance(12_000);
  expect(await asked).toBe("worker fell silent in the middle of the grade. Look with: kubectl get nodes");
});

it("waits for a node that renews late", async () => {
  const late = whole(30).with(0, node("worker", 10));
  const { trouble } = await begin(whole(0), late, whole(33));
  expect(await trouble("lab")).toBeUndefined();
});

it("does not count who was silent before, or was stopped on purpose", async () => {
  const before = whole(0).with(0, node("worker", -300));
  const { trouble, stopped } = await begin(before, whole(30).with(0, node("worker", -300)).with(1, node("worker2", 5)));
  stopped("worker2");
  expect(await trouble("lab")).toBeUndefined();
});

it("names a program of the control plane that was started anew", async () => {
  const { trouble } = await begin(whole(0), whole(30).with(4, system("apiserver-abc", 30, "second")));
  expect(await trouble("lab")).toBe("kube-apiserver was started anew in the middle of the grade.");
});

it("does not count the control plane where a lab stops a part of it", async () => {
  const { trouble, stopped } = await begin(
    whole(0),
    whole(60)
      .with(2, system("kube-scheduler", 3, "other"))
      .with(4, system("apiserver-abc", 30, "second")),
  );
  stopped();
  expect(await trouble("lab")).toBeUndefined();
});

it("says nothing where Leases may not be read, or of a namespace that it does not know", async () => {
  const refuse = async (): Promise<never> => {
    throw new Error("leases is forbidden");
  };
  const { trouble, begin: start } = createTrouble({ list: refuse, watch: () => undefined, clock: fakeClock() });
  await start("lab");
  expect(await trouble("lab")).toBeUndefined();
  expect(await trouble("other")).toBeUndefined();
});
