import { afterEach, expect, it } from "vitest";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { configMap, json, list, startFakeApi, stream, type FakeApi } from "#clusters/kubernetes/testing/fake-api.ts";
import type { Cluster } from "#core/cluster.ts";

let api: FakeApi | undefined;
let cluster: Cluster | undefined;

afterEach(async () => {
  await cluster?.close();
  await api?.remove();
});

type Watched = string[] | { failed: string };

/** Watches the ConfigMaps of the fake API until what was seen is as long as `length`. */
async function watched(answers: Parameters<typeof startFakeApi>[0], length: number): Promise<Watched[]> {
  api = await startFakeApi(answers);
  cluster = await openKubernetesCluster({ kubeconfig: api.kubeconfig });
  return await follow(cluster, length);
}

async function follow(opened: Cluster, length: number): Promise<Watched[]> {
  const seen: Watched[] = [];
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    const push = (one: Watched): void => {
      seen.push(one);
      if (seen.length === length) resolve();
    };
    opened.watch(
      { apiVersion: "v1", kind: "ConfigMap", namespace: "lab", labels: { tier: "front", "a.b/c": "d" } },
      {
        changed: (objects) => push(objects.map((object) => object.metadata.name)),
        failed: (error) => push({ failed: error.message }),
      },
      over.signal,
    );
  });
  over.abort();
  return seen;
}

const added = (name: string, resourceVersion: string) => ({ type: "ADDED", object: configMap(name, resourceVersion) });
const gone = { kind: "Status", code: 410, reason: "Expired", message: "too old resource version: 10 (20)" };

const listed = "GET /api/v1/namespaces/lab/configmaps?labelSelector=tier%3Dfront%2Ca.b%2Fc%3Dd";
const followed = (version: string): string =>
  `GET /api/v1/namespaces/lab/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=${version}&labelSelector=tier%3Dfront%2Ca.b%2Fc%3Dd`;

it.each(["break", "end"] as const)("goes on from the last version when the stream has come to a %s", async (end) => {
  const seen = await watched(
    { list: [list("10", "a")], watch: [stream([added("b", "11")], end), stream([added("c", "12")], "open")] },
    3,
  );
  expect(seen).toEqual([["a"], ["a", "b"], ["a", "b", "c"]]);
  expect(api?.requests).toEqual([listed, followed("10"), followed("11")]);
});

it("goes on from a bookmark, which is no change", async () => {
  const bookmark = { type: "BOOKMARK", object: { metadata: { resourceVersion: "50" } } };
  const seen = await watched(
    { list: [list("10", "a")], watch: [stream([bookmark], "end"), stream([added("b", "51")], "open")] },
    2,
  );
  expect(seen).toEqual([["a"], ["a", "b"]]);
  expect(api?.requests).toEqual([listed, followed("10"), followed("50")]);
});

it.each([
  ["an event", stream([{ type: "ERROR", object: gone }], "open")],
  ["the answer", json(gone, 410)],
])("lists again when the version is gone, said in %s", async (_, answer) => {
  const seen = await watched(
    { list: [list("10", "a", "b"), list("20", "b", "c")], watch: [answer, stream([added("d", "21")], "open")] },
    3,
  );
  expect(seen).toEqual([
    ["a", "b"],
    ["b", "c"],
    ["b", "c", "d"],
  ]);
  expect(api?.requests).toEqual([listed, followed("10"), listed, followed("20")]);
});

it("says nothing of a stream that cannot go on for a moment", async () => {
  const busy = json({ message: "Too many requests, please try again later." }, 429);
  const seen = await watched(
    {
      list: [list("10", "a")],
      watch: [stream([], "end"), busy, (response) => response.destroy(), stream([added("b", "11")], "open")],
    },
    2,
  );
  expect(seen).toEqual([["a"], ["a", "b"]]);
  expect(api?.requests).toEqual([listed, followed("10"), followed("10"), followed("10"), followed("10")]);
});

it("reports each answer that is no list, and lists when there is one again", async () => {
  const seen = await watched(
    {
      list: [
        json({ message: "etcdserver: request timed out" }, 500),
        json({ message: "Too many requests, please try again later." }, 429),
        list("10", "a"),
      ],
      watch: [stream([], "open")],
    },
    3,
  );
  expect(seen).toEqual([
    { failed: "etcdserver: request timed out" },
    { failed: "Too many requests, please try again later." },
    ["a"],
  ]);
});

it("reports that the API is gone, and what is there when it is back", { timeout: 20_000 }, async () => {
  api = await startFakeApi({
    list: [list("10", "a"), list("20", "b")],
    watch: [
      (response) => {
        stream([], "open")(response);
        setTimeout(() => void api?.stop(), 150);
      },
      stream([], "open"),
    ],
  });
  cluster = await openKubernetesCluster({ kubeconfig: api.kubeconfig });
  const { port } = api;
  const seen: Watched[] = [];
  const over = new AbortController();
  const failedTwice = Promise.withResolvers<void>();
  const back = Promise.withResolvers<void>();
  cluster.watch(
    { apiVersion: "v1", kind: "ConfigMap", namespace: "lab" },
    {
      changed(objects) {
        seen.push(objects.map((object) => object.metadata.name));
        if (seen.length > 1) back.resolve();
      },
      failed(error) {
        seen.push({ failed: error.message });
        if (seen.length === 3) failedTwice.resolve();
      },
    },
    over.signal,
  );
  await failedTwice.promise;
  expect(seen).toEqual([
    ["a"],
    { failed: `connect ECONNREFUSED 127.0.0.1:${port}` },
    { failed: `connect ECONNREFUSED 127.0.0.1:${port}` },
  ]);
  await api.start();
  await back.promise;
  over.abort();
  expect(seen.at(-1)).toEqual(["b"]);
});

it("leaves no connection open after close, and says nothing more", async () => {
  api = await startFakeApi({ list: [list("10", "a")], watch: [stream([], "open")] });
  cluster = await openKubernetesCluster({ kubeconfig: api.kubeconfig });
  const seen: Watched[] = [];
  const first = Promise.withResolvers<void>();
  cluster.watch(
    { apiVersion: "v1", kind: "ConfigMap", namespace: "lab" },
    {
      changed(objects) {
        seen.push(objects.map((object) => object.metadata.name));
        first.resolve();
      },
      failed: (error) => seen.push({ failed: error.message }),
    },
    new AbortController().signal,
  );
  await first.promise;
  expect(await api.connections()).toBeGreaterThan(0);
  await cluster.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await api.connections()).toBe(0);
  expect(seen).toEqual([["a"]]);
});
