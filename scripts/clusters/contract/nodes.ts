import { describe, expect, it, onTestFinished } from "vitest";
import {
  agnhost,
  conditionStatus,
  condition,
  deployment,
  field,
  pod,
  pods,
  service,
} from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster, HttpRequest } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";
import { nodeOf } from "#core/kubernetes/nodes.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const node = (name: string) => ({ apiVersion: "v1", kind: "Node", name });
const isGoing = (pod: KubernetesObject) => pod.metadata.deletionTimestamp !== undefined;

/** A worker that runs Pods of `found`, by name; when the test is over it is started and ready again. */
async function workerOf(cluster: Cluster, found: KubernetesObject[]): Promise<string> {
  const name = [...new Set(found.map((pod) => String(nodeOf(pod))))].sort()[0]!;
  onTestFinished(async () => {
    await cluster.startNode(name);
    await eventuallyOne(cluster, node(name), (object) => expect(conditionStatus(object, "Ready")).toBe("True"));
  });
  return name;
}

/** Four Pods of netexec behind a Service, which are evicted from a lost node after `seconds`. */
async function applyWeb(cluster: Cluster, namespace: string, seconds: number): Promise<KubernetesObject[]> {
  const tolerations = ["not-ready", "unreachable"].map((what) => ({
    key: `node.kubernetes.io/${what}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: seconds,
  }));
  const web = deployment(namespace, "web", { replicas: 4, container: agnhost, spec: { tolerations } });
  await cluster.apply(web, "grader");
  await cluster.apply(service(namespace, "web", "web", "http"), "grader");
  return await eventually(cluster, pods(namespace, "web"), (found) =>
    expect(found.map((pod) => conditionStatus(pod, "Ready"))).toEqual(["True", "True", "True", "True"]),
  );
}

const hostnames = (namespace: string, times: number): HttpRequest => ({
  namespace,
  to: { service: "web" },
  port: 80,
  path: "/hostname",
  times,
  timeoutMilliseconds: 1000,
});

function taintsOf(object: KubernetesObject): unknown[] {
  return ((field(object, "spec", "taints") ?? []) as Json[]).map((taint) => [
    field(taint, "key"),
    field(taint, "effect"),
  ]);
}

/** Nodes that are lost, come back, and are cordoned. */
export function describeNodes(opened: () => Cluster): void {
  describe("nodes", () => {
    it("takes a stopped node's Pods out of service, replaces them, and clears up when it is back", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "nodes");
      const before = await applyWeb(cluster, namespace, 5);
      expect(new Set(before.map(nodeOf)).size, "both workers run Pods").toBe(2);
      await eventuallyAnswered(cluster, hostnames(namespace, 4), (all) =>
        expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]),
      );
      const lost = await workerOf(cluster, before);
      const lostPods = before.filter((pod) => nodeOf(pod) === lost).map(({ metadata }) => metadata.name);
      const switchedOff = cluster.clock.now();
      await cluster.stopNode(lost);
      await cluster.stopNode(lost);

      // Nobody knows yet: the Service still sends requests to Pods that will never answer.
      const responses = await cluster.request(hostnames(namespace, 30));
      const answers = responses.map(({ status, error }) => status ?? error);
      expect(answers).toContain(200);
      expect(answers).toContain("timed out");
      // The DNS server may have been on that node as well.
      expect([200, "timed out", "name look-up timed out"]).toEqual(expect.arrayContaining(answers));

      const gone = await eventuallyOne(cluster, node(lost), (object) =>
        expect(conditionStatus(object, "Ready")).toBe("Unknown"),
      );
      const seconds = (cluster.clock.now() - switchedOff) / 1000;
      expect(seconds).toBeGreaterThan(39);
      expect(seconds).toBeLessThan(90);
      expect(condition(gone, "Ready")).toMatchObject({
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
      });
      await eventuallyOne(cluster, node(lost), (object) =>
        expect(taintsOf(object)).toEqual([
          ["node.kubernetes.io/unreachable", "NoSchedule"],
          ["node.kubernetes.io/unreachable", "NoExecute"],
        ]),
      );
      const slices = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace };
      await eventually(cluster, slices, ([slice]) => {
        const endpoints = (field(slice, "endpoints") ?? []) as Json[];
        const there = endpoints.filter((one) => field(one, "nodeName") === lost);
        expect(there.map((one) => field(one, "conditions", "ready"))).not.toContain(true);
      });

      const after = await eventually(cluster, pods(namespace, "web"), (found) => {
        const staying = found.filter((pod) => !isGoing(pod));
        expect(staying.map((pod) => conditionStatus(pod, "Ready"))).toEqual(["True", "True", "True", "True"]);
        expect(staying.map(nodeOf)).not.toContain(lost);
      });
      const going = after.filter(isGoing);
      expect(going.map(({ metadata }) => metadata.name).sort()).toEqual(lostPods.sort());
      expect(going.map((pod) => [field(pod, "status", "phase"), conditionStatus(pod, "Ready")])).toEqual(
        going.map(() => ["Running", "False"]),
      );
      await eventuallyAnswered(cluster, hostnames(namespace, 20), (all) =>
        expect(new Set(all.map(({ status, error }) => status ?? error))).toEqual(new Set([200])),
      );

      await cluster.startNode(lost);
      await cluster.startNode(lost);
      await eventuallyOne(cluster, node(lost), (object) => {
        expect(conditionStatus(object, "Ready")).toBe("True");
        expect(taintsOf(object)).toEqual([]);
      });
      await eventually(cluster, pods(namespace, "web"), (found) => expect(found.filter(isGoing)).toEqual([]));
    });

    it("lets a Pod wait out a lost node that it tolerates, and starts it again there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "nodes");
      const before = await applyWeb(cluster, namespace, 300);
      const lost = await workerOf(cluster, before);
      const patient = before.find((pod) => nodeOf(pod) === lost)!;
      const one = { ...pods(namespace), name: patient.metadata.name };
      await cluster.stopNode(lost);
      await eventuallyOne(cluster, one, (pod) => expect(conditionStatus(pod, "Ready")).toBe("False"));
      await cluster.clock.sleep(15_000);
      const [waiting] = await cluster.list(one);
      expect(waiting?.metadata.deletionTimestamp).toBeUndefined();
      expect(field(waiting, "status", "phase")).toBe("Running");
      await cluster.startNode(lost);
      const back = await eventuallyOne(cluster, one, (pod) => {
        expect(field(pod, "status", "containerStatuses", 0, "restartCount")).toBe(1);
        expect(conditionStatus(pod, "Ready")).toBe("True");
      });
      expect(back.metadata.uid).toBe(patient.metadata.uid);
    });

    it("lets the containers of a node go on whose kubelet has ended, and starts none of them again", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "nodes");
      await cluster.apply(pod(namespace, "web", { container: agnhost }), "grader");
      const one = { ...pods(namespace), name: "web" };
      const before = await eventuallyOne(cluster, one, (found) => expect(conditionStatus(found, "Ready")).toBe("True"));
      const silent = String(nodeOf(before));
      onTestFinished(async () => await cluster.startProgram(silent, "kubelet"));
      await cluster.stopProgram(silent, "kubelet");
      await cluster.stopProgram(silent, "kubelet");
      await eventuallyOne(cluster, node(silent), (object) => expect(conditionStatus(object, "Ready")).toBe("Unknown"));
      const ask = async (path: string) => {
        const to = { namespace, to: { pod: "web" }, port: 8080, times: 1, timeoutMilliseconds: 3000 };
        const [response] = await cluster.request({ ...to, path });
        return response?.status ?? response?.error;
      };
      expect(await ask("/hostname")).toBe(200);
      expect(await ask("/exit?code=1")).toMatch(/^(connection closed|connection reset|timed out)/);
      await cluster.clock.sleep(5000);
      expect(await ask("/hostname")).toMatch(/^(connection refused|timed out)$/);
      const [said] = await cluster.list(one);
      expect(said?.status).toMatchObject({ phase: "Running", containerStatuses: [{ restartCount: 0 }] });

      await cluster.startProgram(silent, "kubelet");
      await cluster.startProgram(silent, "kubelet");
      await eventuallyOne(cluster, node(silent), (object) => expect(conditionStatus(object, "Ready")).toBe("True"));
      await eventuallyOne(cluster, one, (found) => {
        expect(found.status).toMatchObject({ containerStatuses: [{ restartCount: 1 }] });
        expect(conditionStatus(found, "Ready")).toBe("True");
      });
      expect(await ask("/hostname")).toBe(200);
    });

    it("sends no new Pod to a cordoned node, and leaves those that are there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "nodes");
      const before = await applyWeb(cluster, namespace, 300);
      const worker = [...new Set(before.map((one) => String(nodeOf(one))))].sort()[0]!;
      onTestFinished(async () => void (await cluster.patch(node(worker), { spec: { unschedulable: null } })));
      const cordoned = await cluster.patch(node(worker), { spec: { unschedulable: true } });
      expect(field(cordoned, "spec", "unschedulable")).toBe(true);
      await eventuallyOne(cluster, node(worker), (object) =>
        expect(taintsOf(object)).toEqual([["node.kubernetes.io/unschedulable", "NoSchedule"]]),
      );
      await cluster.patch(
        { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" },
        { spec: { replicas: 7 } },
      );
      const after = await eventually(cluster, pods(namespace, "web"), (found) =>
        expect(found.map((pod) => conditionStatus(pod, "Ready"))).toEqual(Array.from({ length: 7 }, () => "True")),
      );
      const there = (found: KubernetesObject[]) =>
        found.filter((pod) => nodeOf(pod) === worker).map(({ metadata }) => metadata.name);
      expect(there(after)).toEqual(there(before));
      await cluster.patch(node(worker), { spec: { unschedulable: null } });
      await eventuallyOne(cluster, node(worker), (object) => expect(taintsOf(object)).toEqual([]));
    });
  });
}
