import "./node-resolver.ts";
import { expect, it } from "vitest";

const { startSimulation } = await import("#simulator/simulation.ts");

it("gives everyone who reads an object a copy of their own, of its newest revision", async () => {
  const simulation = await startSimulation({ workers: 0 });
  const store = simulation.stores.get("v1/ConfigMap")!;
  const read = async () => await simulation.turns.run(async () => (await store.get("settings", "default"))!);

  await simulation.turns.run(() => store.create(settings("one")));
  const [first, second] = [await read(), await read()];
  first["data"] = { color: "changed by its reader" };
  expect(second["data"]).toEqual({ color: "one" });
  expect(await read()).toStrictEqual(second);

  const { metadata } = await simulation.turns.run(() => store.update("settings", settings("two")));
  expect(await read()).toMatchObject({
    data: { color: "two" },
    metadata: { resourceVersion: metadata.resourceVersion },
  });
  await simulation.close();
});

it("makes a Date of an object's own times only", async () => {
  const simulation = await startSimulation({ workers: 0 });
  const store = simulation.stores.get("v1/ConfigMap")!;
  const time = "2026-01-01T00:00:00Z";
  await simulation.turns.run(() => store.create({ ...settings("one"), data: { eventTime: time } }));
  const stored = await simulation.turns.run(async () => (await store.get("settings", "default"))!);
  expect(stored["data"]).toEqual({ eventTime: time });
  expect(stored.metadata.creationTimestamp).toBeInstanceOf(Date);
  await simulation.close();
});

function settings(color: string) {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "default" }, data: { color } };
}
