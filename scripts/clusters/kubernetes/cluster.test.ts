import { readFile, writeFile } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { type Cluster, UnsupportedError } from "#core/cluster.ts";
import { openKubernetesCluster } from "./cluster.ts";
import { configMap, json, startFakeApi, version, type Answer, type FakeApi } from "./testing/fake-api.ts";

let api: FakeApi | undefined;
let cluster: Cluster | undefined;

afterEach(async () => {
  await cluster?.close();
  await api?.remove();
  api = undefined;
  cluster = undefined;
});

async function open(write: Answer[]): Promise<Cluster> {
  api = await startFakeApi({ write });
  cluster = await openKubernetesCluster({ kubeconfig: api.kubeconfig });
  return cluster;
}

const patch = "PATCH /api/v1/namespaces/lab/configmaps/a?fieldManager=checkride&force=true&fieldValidation=Strict";

it("applies again when the API is busy", async () => {
  const busy = json({ message: "Too many requests, please try again later." }, 429);
  const broken = json({ message: "Internal error occurred: failed calling webhook", reason: "InternalError" }, 500);
  const opened = await open([busy, broken, json(configMap("a", "7"))]);
  expect(await opened.apply(configMap("a"), "grader")).toEqual(configMap("a", "7"));
  expect(api?.requests).toEqual([patch, patch, patch]);
});

it("applies again when the connection broke", async () => {
  const opened = await open([(response) => response.destroy(), json(configMap("a", "7"))]);
  expect(await opened.apply(configMap("a"), "grader")).toEqual(configMap("a", "7"));
  expect(api?.requests).toEqual([patch, patch]);
});

it.each([
  ["Invalid", 422, 'ConfigMap "a" is invalid: data: Invalid value'],
  ["Forbidden", 403, 'pods "a" is forbidden: exceeded quota: small'],
])("refuses at once what the API calls %s", async (reason, code, message) => {
  const opened = await open([json({ reason, message }, code)]);
  await expect(opened.apply(configMap("a"), "grader")).rejects.toMatchObject({ name: "RefusedError", reason, message });
  expect(api?.requests).toEqual([patch]);
});

it("refuses at once what server-side apply finds wrong, although the API calls that HTTP 500", async () => {
  const message =
    "failed to create typed patch object (lab/a; /v1, Kind=ConfigMap): .dta: field not declared in schema";
  const opened = await open([json({ message, code: 500 }, 500)]);
  await expect(opened.apply(configMap("a"), "grader")).rejects.toMatchObject({
    name: "RefusedError",
    reason: "BadRequest",
    message,
  });
  expect(api?.requests).toEqual([patch]);
});

it("waits for the rights, which an API server that has just started has not read", async () => {
  const message = 'configmaps "a" is forbidden: User "student" cannot patch resource "configmaps" in API group ""';
  const opened = await open([json({ reason: "Forbidden", message }, 403), json(configMap("a", "7"))]);
  expect(await opened.apply(configMap("a"), "grader")).toEqual(configMap("a", "7"));
  expect(api?.requests).toEqual([patch, patch]);
});

it("gives up after five attempts with the last error", { timeout: 20_000 }, async () => {
  const opened = await open([json({ message: "etcdserver: request timed out" }, 500)]);
  await expect(opened.apply(configMap("a"), "grader")).rejects.toMatchObject({
    name: "ApiError",
    code: 500,
    message: "etcdserver: request timed out",
  });
  expect(api?.requests).toEqual([patch, patch, patch, patch, patch]);
});

it.each(["", ".", ".."])("refuses the name %j, which would be another URL", async (name) => {
  const opened = await open([]);
  await expect(opened.apply(configMap(name), "grader")).rejects.toMatchObject({
    name: "RefusedError",
    reason: "Invalid",
    message: `Invalid value: "${name}": a name may not be "", "." or ".."`,
  });
  expect(api?.requests).toEqual([]);
});

it("keeps a name with slashes in one step of the URL", async () => {
  const opened = await open([json({ reason: "Invalid", message: "no" }, 422)]);
  await expect(opened.apply(configMap("../../../nodes/x"), "grader")).rejects.toMatchObject({ name: "RefusedError" });
  expect(api?.requests).toEqual([patch.replace("/a?", "/..%2F..%2F..%2Fnodes%2Fx?")]);
});

it("stops and starts nothing where nobody has said which machines the nodes are", async () => {
  const opened = await open([]);
  const asked = [
    opened.stopNode("web"),
    opened.startNode("web"),
    opened.stopProgram("web", "kubelet"),
    opened.startProgram("web", "kubelet"),
    opened.stopComponent("coredns"),
    opened.startComponent("etcd"),
  ];
  const refusal = new UnsupportedError(
    `Nodes and components can be stopped only in a kind cluster of this machine, and http://127.0.0.1:${api!.port} is none. ` +
      "Next: grade this lab with --cluster kind.",
  );
  for (const one of await Promise.allSettled(asked)) expect(one).toEqual({ status: "rejected", reason: refusal });
});

it("opens although the API is busy and a connection breaks before the first answer", async () => {
  const busy = json({ message: "Too many requests, please try again later." }, 429);
  api = await startFakeApi({ version: [busy, (response) => response.destroy(), version] });
  cluster = await openKubernetesCluster({ kubeconfig: api.kubeconfig });
  expect(cluster.version).toBe("v1.36.3");
});

it("says where it looked when the API does not answer", async () => {
  api = await startFakeApi({});
  await api.stop();
  const { kubeconfig, port } = api;
  await expect(openKubernetesCluster({ kubeconfig })).rejects.toThrow(
    new Error(
      `The Kubernetes API at http://127.0.0.1:${port} (context "fake") does not answer: ` +
        `Error: connect ECONNREFUSED 127.0.0.1:${port}. Look with: kubectl --context fake get nodes`,
    ),
  );
  await api.start();
});

it("names the contexts when the current one is not there", async () => {
  api = await startFakeApi({});
  const { kubeconfig } = api;
  const text = await readFile(kubeconfig, "utf8");
  await writeFile(kubeconfig, text.replace('"current-context":"fake"', '"current-context":"production"'));
  await expect(openKubernetesCluster({ kubeconfig })).rejects.toThrow(
    new Error(`${kubeconfig} has no cluster for the context "production". Its contexts: fake.`),
  );
});
