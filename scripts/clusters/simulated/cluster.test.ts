import "#simulator/webernetes/node-resolver.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { condition, deployment, field, pod, pods, service } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne } from "#clusters/testing/waiting.ts";
import { type Cluster, RefusedError } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const { openSimulatedCluster } = await import("./cluster.ts");

describe("a simulated cluster", { timeout: 30_000 }, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await openSimulatedCluster({ workers: 2 });
  });
  afterAll(async () => {
    await cluster.close();
  });

  it.each([0, 1, 3])("with %d workers has its nodes named like kind's, and schedules", async (workers) => {
    const other = await openSimulatedCluster({ workers });
    const names = ["checkride-control-plane", "checkride-worker", "checkride-worker2", "checkride-worker3"];
    const found = await other.list({ apiVersion: "v1", kind: "Node" });
    expect(found.map(({ metadata }) => metadata.name)).toEqual(names.slice(0, workers + 1));
    const namespace = await other.createNamespace("nodes", "baseline");
    await other.apply(pod(namespace, "web", { spec: { tolerations: [{ operator: "Exists" }] } }), "grader");
    await eventuallyOne(other, { ...pods(namespace), name: "web" }, (one) =>
      expect(condition(one, "Ready")).toMatchObject({ status: "True" }),
    );
    await other.close();
  });

  it("has nodes with kind's labels, taints and resources", async () => {
    const [controlPlane, worker] = await cluster.list({ apiVersion: "v1", kind: "Node" });
    expect(controlPlane).toMatchObject({
      metadata: { labels: { "node-role.kubernetes.io/control-plane": "", "kubernetes.io/os": "linux" } },
      spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
    });
    expect(worker).toMatchObject({
      metadata: { labels: { "kubernetes.io/hostname": "checkride-worker", "kubernetes.io/arch": "amd64" } },
      status: { allocatable: { cpu: "4", pods: "110" }, nodeInfo: { kubeletVersion: cluster.version } },
    });
    expect(condition(worker!, "Ready")).toMatchObject({ status: "True", reason: "KubeletReady" });
    expect(worker?.spec).not.toHaveProperty("taints");
  });

  it("writes nothing when an apply changes nothing", async () => {
    const namespace = await cluster.createNamespace("apply", "baseline");
    for (const one of [deployment(namespace, "web"), service(namespace, "web", "web", 80), pod(namespace, "one")]) {
      const query = { apiVersion: one.apiVersion, kind: one.kind, namespace, name: one.metadata.name };
      await cluster.apply(one, "grader");
      await cluster.clock.sleep(10_000);
      const [settled] = await cluster.list(query);
      expect(await cluster.apply(one, "grader")).toEqual(settled);
      await cluster.clock.sleep(1000);
      expect(await cluster.list(query)).toEqual([settled]);
    }
    await cluster.deleteNamespace(namespace);
  });

  it("lists the same object until it changes, and lets nobody change what is listed", async () => {
    const namespace = await cluster.createNamespace("list", "baseline");
    const query = { apiVersion: "v1", kind: "Service", namespace };
    await cluster.apply(service(namespace, "web", "web", 80), "grader");
    const [first] = await cluster.list(query);
    const [same] = await cluster.list({ ...query, name: "web" });
    expect(same).toBe(first);
    expect(() => Object.assign(first!.metadata, { name: "other" })).toThrow(TypeError);
    await cluster.apply(service(namespace, "web", "web", 8080), "grader");
    const [changed] = await cluster.list(query);
    expect(field(first!, "spec", "ports", 0, "targetPort")).toBe(80);
    expect(field(changed!, "spec", "ports", 0, "targetPort")).toBe(8080);
    await cluster.deleteNamespace(namespace);
  });

  it("keeps on an apply what controllers and the API server have set", async () => {
    const namespace = await cluster.createNamespace("apply", "baseline");
    const made = await cluster.apply(service(namespace, "web", "web", 80), "grader");
    const changed = await cluster.apply(service(namespace, "web", "web", 8080), "grader");
    expect(field(changed, "spec", "clusterIP")).toBe(field(made, "spec", "clusterIP"));
    await cluster.apply(deployment(namespace, "web"), "grader");
    await cluster.clock.sleep(5000);
    const scaled = await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
    expect(scaled.metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "1" });
    expect(scaled.status).toMatchObject({ observedGeneration: 1, readyReplicas: 1 });
    await cluster.deleteNamespace(namespace);
  });

  it("changes a Pod's image and refuses any other change of its spec", async () => {
    const namespace = await cluster.createNamespace("apply", "baseline");
    await cluster.apply(pod(namespace, "web"), "grader");
    await cluster.clock.sleep(5000);
    const changed = await cluster.apply(pod(namespace, "web", { container: { image: "nginx:1.30" } }), "grader");
    expect(field(changed, "spec", "containers", 0, "image")).toBe("nginx:1.30");
    expect(field(changed, "spec", "nodeName")).toEqual(expect.any(String));
    const moved = cluster.apply(pod(namespace, "web", { spec: { nodeSelector: { disk: "ssd" } } }), "grader");
    await expect(moved).rejects.toBeInstanceOf(RefusedError);
    await expect(moved).rejects.toMatchObject({
      reason: "Invalid",
      message: expect.stringMatching(/^Pod "web" is invalid: spec: Forbidden: pod updates may not change fields/),
    });
    await cluster.deleteNamespace(namespace);
  });

  it("refuses another selector, but not the same one in another order", async () => {
    const namespace = await cluster.createNamespace("apply", "baseline");
    const labels = { app: "web", tier: "front" };
    const withSelector = (matchLabels: Record<string, string>): KubernetesObject => {
      const one = deployment(namespace, "web", { labels });
      return { ...one, spec: { ...one.spec, selector: { matchLabels } } };
    };
    await cluster.apply(withSelector({ app: "web", tier: "front" }), "grader");
    await cluster.apply(withSelector({ tier: "front", app: "web" }), "grader");
    await expect(cluster.apply(withSelector({ app: "web" }), "grader")).rejects.toMatchObject({
      reason: "Invalid",
      message:
        'Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web"}}: field is immutable',
    });
    await cluster.deleteNamespace(namespace);
  });

  it("says which kinds it has when it is asked for another", async () => {
    await expect(cluster.list({ apiVersion: "batch/v1", kind: "Job", namespace: "default" })).rejects.toThrow(
      "The simulated cluster has no batch/v1/Job; it has v1/Namespace, v1/Node, v1/Pod, v1/Service, v1/Event, apps/v1/Deployment, apps/v1/ReplicaSet, discovery.k8s.io/v1/EndpointSlice, v1/ConfigMap, v1/Secret, v1/ServiceAccount, policy/v1/PodDisruptionBudget, rbac.authorization.k8s.io/v1/Role, rbac.authorization.k8s.io/v1/RoleBinding.",
    );
  });

  it("makes a watch miss nothing, even where everything changes at once", async () => {
    const namespace = await cluster.createNamespace("watch", "baseline");
    const over = new AbortController();
    const generations: unknown[] = [];
    const query = { apiVersion: "apps/v1", kind: "Deployment", namespace };
    const changed = ([one]: KubernetesObject[]) => void generations.push(one?.metadata.generation);
    cluster.watch(query, { changed, failed: (error) => generations.push(error) }, over.signal);
    await cluster.apply(deployment(namespace, "web"), "grader");
    await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
    await eventually(cluster, query, ([one]) => expect(one?.status).toMatchObject({ readyReplicas: 2 }));
    over.abort();
    expect(new Set(generations)).toEqual(new Set([undefined, 1, 2]));
    await cluster.deleteNamespace(namespace);
  });

  it("counts an event that comes again, and lists the events about an object in their order", async () => {
    const namespace = await cluster.createNamespace("events", "baseline");
    await cluster.apply(pod(namespace, "crash", { container: { image: "busybox:1.37" } }), "grader");
    await cluster.clock.sleep(60_000);
    const events = await cluster.list({ apiVersion: "v1", kind: "Event", namespace });
    expect(events.map((event) => [event["reason"], Number(event["count"]) > 1])).toEqual([
      ["Scheduled", false],
      ["Pulled", true],
      ["Created", true],
      ["Started", true],
      ["BackOff", true],
    ]);
    await cluster.deleteNamespace(namespace);
  });

  it("answers requests as nginx and agnhost do", async () => {
    const namespace = await cluster.createNamespace("images", "baseline");
    const agnhost = { image: "registry.k8s.io/e2e-test-images/agnhost:2.63.0", args: ["netexec"] };
    await cluster.apply(pod(namespace, "nginx"), "grader");
    await cluster.apply(pod(namespace, "agnhost", { container: agnhost }), "grader");
    await cluster.apply(service(namespace, "nginx", "nginx", 80), "grader");
    await cluster.apply(service(namespace, "agnhost", "agnhost", 8080), "grader");
    await cluster.clock.sleep(5000);
    const get = async (name: string, path: string) => {
      const request = { namespace, to: { service: name }, port: 80, path, times: 1, timeoutMilliseconds: 1000 };
      const [response] = await cluster.request(request);
      return `${response?.status} ${response?.body}`;
    };
    const welcome = "200 <!doctype html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>\n";
    for (const path of ["/", "/index.html", "/?a=b", "//"]) expect(await get("nginx", path)).toBe(welcome);
    expect(await get("nginx", "/nope")).toContain("404 <html>\r\n<head><title>404 Not Found</title></head>");
    expect(await get("agnhost", "/hostname")).toBe("200 agnhost");
    expect(await get("agnhost", "/healthz")).toBe("200 ");
    expect(await get("agnhost", "/echo?msg=hi")).toBe("200 hi");
    expect(await get("agnhost", "/dial")).toBe("501 The simulated agnhost does not model /dial.");
    await cluster.deleteNamespace(namespace);
  });

  it("ends for good when it is closed", async () => {
    const other = await openSimulatedCluster({ workers: 1 });
    await other.close();
    const before = other.clock.now();
    other.clock.sleep(1000).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(other.clock.now()).toBe(before);
  });
});
