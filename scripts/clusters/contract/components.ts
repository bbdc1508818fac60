import { describe, expect, it, onTestFinished } from "vitest";
import {
  agnhost,
  condition,
  conditionStatus,
  deployment,
  field,
  pod,
  pods,
  service,
} from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import { RefusedError, type Cluster } from "#core/cluster.ts";
import type { ComponentName } from "#core/kubernetes/components.ts";

/** Stops a component, twice, and starts it at the latest when the test is over. */
async function stop(cluster: Cluster, name: ComponentName): Promise<void> {
  onTestFinished(async () => await cluster.startComponent(name));
  await cluster.stopComponent(name);
  await cluster.stopComponent(name);
}

async function ready(cluster: Cluster, namespace: string, app: string, count: number) {
  return await eventually(cluster, pods(namespace, app), (found) =>
    expect(found.map((one) => conditionStatus(one, "Ready"))).toEqual(Array.from({ length: count }, () => "True")),
  );
}

const hostname = (namespace: string, name: string) => ({
  namespace,
  to: { service: name },
  port: 80,
  path: "/hostname",
  times: 1,
  timeoutMilliseconds: 3000,
});

/** What is lost while a component is away, what goes on, and that all is caught up afterwards. */
export function describeComponents(opened: () => Cluster): void {
  describe("components", () => {
    it("leaves new Pods without a node, and without a word, while there is no scheduler", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await stop(cluster, "kube-scheduler");
      await cluster.apply(pod(namespace, "web"), "grader");
      await cluster.clock.sleep(5000);
      const [waiting] = await cluster.list({ ...pods(namespace), name: "web" });
      expect(field(waiting, "spec", "nodeName")).toBeUndefined();
      expect(field(waiting, "status", "phase")).toBe("Pending");
      expect(condition(waiting!, "PodScheduled")).toBeUndefined();
      await cluster.startComponent("kube-scheduler");
      await ready(cluster, namespace, "web", 1);
    });

    it("replaces no Pod while there is no controller manager", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      const [first, second] = await ready(cluster, namespace, "web", 2);
      await stop(cluster, "kube-controller-manager");
      await cluster.delete({ apiVersion: "v1", kind: "Pod", namespace, name: first!.metadata.name });
      await eventually(cluster, pods(namespace, "web"), (found) =>
        expect(found.map(({ metadata }) => metadata.name)).toEqual([second!.metadata.name]),
      );
      await cluster.clock.sleep(5000);
      expect(await cluster.list(pods(namespace, "web"))).toHaveLength(1);
      const [web] = await cluster.list({ apiVersion: "apps/v1", kind: "Deployment", namespace });
      expect(web?.status).toMatchObject({ readyReplicas: 2 });
      await cluster.startComponent("kube-controller-manager");
      await ready(cluster, namespace, "web", 2);
    });

    it("finds no name while there is no DNS", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await cluster.apply(deployment(namespace, "web", { container: agnhost }), "grader");
      await cluster.apply(service(namespace, "web", "web", "http"), "grader");
      await ready(cluster, namespace, "web", 1);
      await eventuallyAnswered(cluster, hostname(namespace, "web"), ([response]) => expect(response?.status).toBe(200));
      await stop(cluster, "coredns");
      await eventuallyAnswered(cluster, hostname(namespace, "web"), ([response]) =>
        expect(response?.error).toMatch(/^(name not found|name look-up timed out|timed out)$/),
      );
      await cluster.startComponent("coredns");
      await eventuallyAnswered(cluster, hostname(namespace, "web"), ([response]) => expect(response?.status).toBe(200));
    });

    it("serves the Services that kube-proxy knew before it ended, and no new one", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await cluster.apply(deployment(namespace, "web", { container: agnhost }), "grader");
      await cluster.apply(service(namespace, "old", "web", "http"), "grader");
      await ready(cluster, namespace, "web", 1);
      await eventuallyAnswered(cluster, hostname(namespace, "old"), ([response]) => expect(response?.status).toBe(200));
      await stop(cluster, "kube-proxy");
      await cluster.apply(service(namespace, "new", "web", "http"), "grader");
      await cluster.clock.sleep(5000);
      const [old] = await cluster.request(hostname(namespace, "old"));
      expect(old?.status).toBe(200);
      const [fresh] = await cluster.request(hostname(namespace, "new"));
      expect(fresh?.error).toMatch(/^(connection refused|timed out|network is unreachable)$/);
      await cluster.startComponent("kube-proxy");
      await eventuallyAnswered(cluster, hostname(namespace, "new"), ([response]) => expect(response?.status).toBe(200));
    });

    it("answers nothing while there is no API server, and has forgotten nothing afterwards", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      const before = await ready(cluster, namespace, "web", 2);
      const failures: Error[] = [];
      const over = new AbortController();
      onTestFinished(() => over.abort());
      cluster.watch(
        pods(namespace),
        { changed: () => undefined, failed: (error) => failures.push(error) },
        over.signal,
      );
      await stop(cluster, "kube-apiserver");
      const error: unknown = await cluster.list(pods(namespace)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(RefusedError);
      await cluster.clock.sleep(5000);
      expect(failures.length).toBeGreaterThan(0);
      await cluster.startComponent("kube-apiserver");
      await eventuallyOne(cluster, { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" }, (web) =>
        expect(web.status).toMatchObject({ readyReplicas: 2 }),
      );
      const after = await cluster.list(pods(namespace, "web"));
      expect(after.map(({ metadata }) => metadata.uid)).toEqual(before.map(({ metadata }) => metadata.uid));
      const web = { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" };
      await cluster.patch(web, { spec: { replicas: 3 } });
      await ready(cluster, namespace, "web", 3);
    });

    it("starts a container again that crashed while there was no API server", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      const livez = "curl -sk -o /dev/null -m 1 https://kubernetes.default.svc/livez";
      const script = `${livez} && while ${livez}; do sleep 1; done && exit 1; echo started without it; sleep infinity`;
      const container = { image: "curlimages/curl:8.17.0", command: ["sh", "-c", script], ports: [] };
      await cluster.apply(pod(namespace, "fragile", { container }), "grader");
      await ready(cluster, namespace, "fragile", 1);
      await stop(cluster, "kube-apiserver");
      await cluster.clock.sleep(10_000);
      await cluster.startComponent("kube-apiserver");
      await eventuallyOne(cluster, { ...pods(namespace), name: "fragile" }, (found) =>
        expect(field(found, "status", "containerStatuses", 0, "restartCount")).toBe(1),
      );
      expect(await cluster.logs({ namespace, pod: "fragile" })).toBe("started without it\n");
    });

    it("ends the scheduler and the controller manager, which give up without an API server, and starts them again", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "components");
      await cluster.apply(pod(namespace, "web"), "grader");
      const [before] = await ready(cluster, namespace, "web", 1);
      await stop(cluster, "kube-apiserver");
      await cluster.clock.sleep(20_000);
      await cluster.startComponent("kube-apiserver");
      const system = { ...pods("kube-system"), labels: { tier: "control-plane" } };
      await eventually(cluster, system, (found) => {
        for (const name of ["kube-scheduler", "kube-controller-manager"]) {
          const component = found.find(({ metadata }) => metadata.labels?.["component"] === name);
          const last = field(component, "status", "containerStatuses", 0, "lastState", "terminated", "finishedAt");
          const ended = typeof last === "string" ? last : "";
          expect(ended > String(before!.metadata.creationTimestamp), `${name} ended last at ${ended}`).toBe(true);
        }
      });
      await cluster.apply(deployment(namespace, "later", { replicas: 2 }), "grader");
      await ready(cluster, namespace, "later", 2);
    });
  });
}
