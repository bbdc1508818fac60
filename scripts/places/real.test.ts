import { expect, it } from "vitest";
import { UnsupportedError, type Cluster } from "#core/cluster.ts";
import type { Lab } from "#core/lab/lab.ts";
import { testLab } from "#testing/simulated-grade.ts";
import { realPlaces } from "./real.ts";

const { signal } = new AbortController();

const lab = (id: string, cluster: Lab["file"]["cluster"] = {}): Lab => {
  const made = testLab({ kinds: ["v1/ConfigMap"], objects: [{ apiVersion: "v1", kind: "ConfigMap", name: "a" }] }, [
    { id: "check", manifests: { apiVersion: "v1", kind: "ConfigMap" }, satisfies: "true" },
  ]);
  return { ...made, id, file: { ...made.file, cluster } };
};

/** Places in clusters that only tell what is done to them, numbered as they are opened. */
function record(fails: string[] = []) {
  const told: string[] = [];
  let opened = 0;
  const open = async (alone: boolean): Promise<Cluster> => {
    opened += 1;
    const number = opened;
    told.push(`open ${number}${alone ? " alone" : ""}`);
    const tell = async (text: string): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      told.push(`${text} in ${number}`);
      if (fails.includes(text)) throw new Error(`${text} fails`);
    };
    const cluster = {
      createNamespace: async (prefix: string, podSecurity: string, kinds: string[]) => {
        await tell(`create ${prefix}`);
        return `${prefix}: ${podSecurity}, ${kinds.join()}`;
      },
      deleteNamespace: async (name: string) => await tell(`delete ${name.split(":")[0]}`),
      close: async () => await tell("close"),
    };
    return new Proxy(cluster, {
      get: (target, name) =>
        name === "then"
          ? undefined
          : (Reflect.get(target, name) ??
            (() => {
              throw new UnsupportedError(String(name));
            })),
    }) as unknown as Cluster;
  };
  return { told, places: realPlaces(open, signal) };
}

it("opens one cluster for labs side by side, each in a namespace as the lab asks for it", async () => {
  const { told, places } = record();
  const [a, b] = await Promise.all([places.take(lab("a")), places.take(lab("b", { podSecurity: "restricted" }))]);
  expect([a.namespace, b.namespace]).toEqual(["lab-a: baseline, v1/ConfigMap", "lab-b: restricted, v1/ConfigMap"]);
  await places.leave(a);
  await places.leave(a);
  await places.close();
  expect(told).toEqual([
    "open 1",
    "create lab-a in 1",
    "create lab-b in 1",
    "delete lab-a in 1",
    "delete lab-b in 1",
    "close in 1",
  ]);
});

it("lets a lab of scope cluster wait until it is alone, and looks after the cluster before and after it", async () => {
  const { told, places } = record();
  const shared = await places.take(lab("shared"));
  const alone = places.take(lab("alone", { scope: "cluster" }));
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual(["open 1", "create lab-shared in 1"]);
  await places.leave(shared);
  const next = places.take(lab("next"));
  await places.leave(await alone);
  await next;
  await places.close();
  expect(told.slice(2)).toEqual([
    "delete lab-shared in 1",
    "close in 1",
    "open 2 alone",
    "create lab-alone in 2",
    "delete lab-alone in 2",
    "close in 2",
    "open 3",
    "create lab-next in 3",
    "delete lab-next in 3",
    "close in 3",
  ]);
});

it("lets the next in where a namespace cannot be made or deleted", async () => {
  const { told, places } = record(["create lab-a", "delete lab-b"]);
  await expect(places.take(lab("a", { scope: "cluster" }))).rejects.toThrow("create lab-a fails");
  const b = await places.take(lab("b", { scope: "cluster" }));
  await expect(places.leave(b)).rejects.toThrow("delete lab-b fails");
  const c = await places.take(lab("c", { scope: "cluster" }));
  await places.leave(c);
  await places.close();
  expect(told.filter((text) => text.startsWith("create"))).toEqual([
    "create lab-a in 1",
    "create lab-b in 2",
    "create lab-c in 3",
  ]);
});

it("lets go of the cluster only when who leaves has left", async () => {
  const { told, places } = record();
  const place = await places.take(lab("a"));
  const leaving = places.leave(place);
  await places.close();
  await leaving;
  expect(told).toEqual(["open 1", "create lab-a in 1", "delete lab-a in 1", "close in 1"]);
});
