import { describe, expect, it } from "vitest";
import { conditionStatus, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json, JsonMap } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

async function apply(cluster: Cluster, container: JsonMap, spec: JsonMap = {}) {
  const namespace = await freshNamespace(cluster, "hooks");
  await cluster.apply(pod(namespace, "web", { container, spec }), "grader");
  return { ...pods(namespace), namespace, name: "web" };
}

async function untilReady(cluster: Cluster, query: Awaited<ReturnType<typeof apply>>): Promise<void> {
  await eventuallyOne(cluster, query, (found) => expect(conditionStatus(found, "Ready")).toBe("True"));
}

/** Seconds from the deletion of the Pod until it is gone. */
async function secondsToEnd(cluster: Cluster, query: Awaited<ReturnType<typeof apply>>): Promise<number> {
  await untilReady(cluster, query);
  const before = cluster.clock.now();
  await cluster.delete({ apiVersion: "v1", kind: "Pod", namespace: query.namespace, name: "web" });
  await eventually(cluster, query, (found) => expect(found).toEqual([]));
  return (cluster.clock.now() - before) / 1000;
}

const web = (found: KubernetesObject, ...path: (string | number)[]) =>
  field(found, "status", "containerStatuses", 0, ...path);

async function untilEvent(cluster: Cluster, namespace: string, reason: string, message: RegExp): Promise<void> {
  await eventually(cluster, { apiVersion: "v1", kind: "Event", namespace }, (events) =>
    expect(events.map((event) => `${String(event["reason"])} ${String(event["message"])}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${reason} ${message.source}`)),
    ),
  );
}

/** What is done after a container has started and before it is told to end, and what images have for it. */
export function describeHooks(opened: () => Cluster): void {
  describe("hooks and probes", () => {
    it("run a command after the start, whose files the container has", async () => {
      const cluster = opened();
      const postStart: Json = { exec: { command: ["sh", "-c", "echo hello > /usr/share/nginx/html/hello.html"] } };
      const query = await apply(cluster, { lifecycle: { postStart } });
      await untilReady(cluster, query);
      const reference = { namespace: query.namespace, pod: "web" };
      expect(await cluster.exec(reference, ["cat", "/usr/share/nginx/html/hello.html"])).toMatchObject({
        exitCode: 0,
        stdout: "hello\n",
      });
    });

    it("start a container again whose command after the start fails", async () => {
      const cluster = opened();
      const query = await apply(cluster, { lifecycle: { postStart: { exec: { command: ["false"] } } } });
      await untilEvent(cluster, query.namespace, "FailedPostStartHook", /PostStartHook failed/);
      await eventuallyOne(cluster, query, (found) => expect(web(found, "restartCount")).toBeGreaterThan(0));
    });

    it.each<[string, JsonMap]>([
      ["a command", { exec: { command: ["sleep", "4"] } }],
      ["a pause", { sleep: { seconds: 4 } }],
    ])("wait for %s before a container is told to end", async (_, preStop) => {
      const cluster = opened();
      const query = await apply(cluster, { lifecycle: { preStop } }, { terminationGracePeriodSeconds: 30 });
      const seconds = await secondsToEnd(cluster, query);
      expect(seconds).toBeGreaterThanOrEqual(4);
      expect(seconds).toBeLessThan(20);
    });

    it("wait no longer than the grace period", async () => {
      const cluster = opened();
      const preStop: Json = { exec: { command: ["sleep", "60"] } };
      const query = await apply(cluster, { lifecycle: { preStop } }, { terminationGracePeriodSeconds: 2 });
      expect(await secondsToEnd(cluster, query)).toBeLessThan(15);
    });

    it("ask by HTTP, and are content with any answer", async () => {
      const cluster = opened();
      const postStart = (port: number): JsonMap => ({ lifecycle: { postStart: { httpGet: { path: "/nope", port } } } });
      const slow = { image: "registry.k8s.io/e2e-test-images/agnhost:2.63.0", args: ["netexec"], ports: [] };
      const refused = await apply(cluster, { ...slow, ...postStart(81) });
      await untilEvent(cluster, refused.namespace, "FailedPostStartHook", /PostStartHook failed/);
      const query = await apply(cluster, { lifecycle: { preStop: { httpGet: { path: "/nope", port: "http" } } } });
      await secondsToEnd(cluster, query);
      const events = await cluster.list({ apiVersion: "v1", kind: "Event", namespace: query.namespace });
      expect(events.map((event) => event["reason"])).not.toContain("FailedPreStopHook");
    });

    it.each<[string, string[]]>([
      ["directly", ["nginx", "-s", "quit"]],
      ["in a script", ["/bin/sh", "-c", "sleep 1; /usr/sbin/nginx -s quit"]],
    ])("let nginx end by itself %s", async (_, command) => {
      const cluster = opened();
      const query = await apply(cluster, {}, { terminationGracePeriodSeconds: 30, restartPolicy: "Never" });
      await untilReady(cluster, query);
      await cluster.exec({ namespace: query.namespace, pod: "web" }, command);
      await eventuallyOne(cluster, query, (found) => expect(web(found, "state", "terminated", "exitCode")).toBe(0));
    });

    it.each<[string, string[]]>([
      ["read a page of the image", ["cat", "/usr/share/nginx/html/index.html"]],
      ["ask nginx with curl", ["curl", "-fsS", "--max-time", "2", "http://localhost:80/"]],
      ["ask nginx in a script", ["sh", "-c", "curl -s -f 127.0.0.1 > /dev/null 2>&1 || exit 1"]],
      ["look for nginx's own file", ["test", "-f", "/run/nginx.pid"]],
    ])("%s, and are content", async (_, command) => {
      const cluster = opened();
      const probe: Json = { exec: { command }, periodSeconds: 1, timeoutSeconds: 5 };
      const query = await apply(cluster, { readinessProbe: probe, livenessProbe: probe });
      await untilReady(cluster, query);
    });

    it.each<[string, string[]]>([
      ["read a page that is not there", ["cat", "/usr/share/nginx/html/nope.html"]],
      ["ask for a page that is not there", ["curl", "-f", "http://localhost/nope"]],
      ["ask a port where nobody listens", ["curl", "-s", "localhost:81"]],
      ["want a program in a script that is not there", ["sh", "-c", "pgrep nginx"]],
    ])("%s, and are not", async (_, command) => {
      const cluster = opened();
      const livenessProbe: Json = { exec: { command }, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 2 };
      const query = await apply(cluster, { livenessProbe });
      await eventuallyOne(cluster, query, (found) => expect(web(found, "restartCount")).toBeGreaterThan(0));
    });

    it("wait in vain for a script that has run out of time while a program of it goes on", async () => {
      const cluster = opened();
      const after = (...command: string[]): JsonMap => ({
        livenessProbe: { exec: { command }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 },
      });
      const alone = await apply(cluster, after("sleep", "25"));
      const script = await apply(cluster, after("sh", "-c", "sleep 25; exit 1"));
      await eventuallyOne(cluster, alone, (found) => expect(web(found, "restartCount")).toBeGreaterThan(0));
      const [found] = await cluster.list(script);
      expect(web(found!, "restartCount")).toBe(0);
      await eventuallyOne(cluster, script, (now) => expect(web(now, "restartCount")).toBeGreaterThan(0));
    });

    it("do not count where the image lacks their program", async () => {
      const cluster = opened();
      const probe: Json = { exec: { command: ["pgrep", "nginx"] }, periodSeconds: 1, failureThreshold: 1 };
      const live = await apply(cluster, { livenessProbe: probe });
      const ready = await apply(cluster, { readinessProbe: probe });
      await untilEvent(cluster, live.namespace, "Unhealthy", /Liveness probe errored/);
      await cluster.clock.sleep(5000);
      const [alive] = await cluster.list(live);
      expect(web(alive!)).toMatchObject({ ready: true, restartCount: 0 });
      const [unready] = await cluster.list(ready);
      expect(web(unready!)).toMatchObject({ ready: false, restartCount: 0 });
    });

    it("fail by gRPC and by HTTPS where a server speaks neither", async () => {
      const cluster = opened();
      const grpc = await apply(cluster, { livenessProbe: { grpc: { port: 80 }, periodSeconds: 1 } });
      const https = await apply(cluster, {
        livenessProbe: { httpGet: { port: "http", scheme: "HTTPS" }, periodSeconds: 1 },
      });
      await untilEvent(
        cluster,
        grpc.namespace,
        "Unhealthy",
        /Liveness probe failed: timeout: failed to connect service "[\d.]+:80" within 1s: context deadline exceeded$/,
      );
      await untilEvent(
        cluster,
        https.namespace,
        "Unhealthy",
        /Liveness probe failed: Get "https:\/\/[\d.]+:80\/": http: server gave HTTP response to HTTPS client$/,
      );
      for (const query of [grpc, https]) {
        await eventuallyOne(cluster, query, (found) => expect(web(found, "restartCount")).toBeGreaterThan(0));
      }
    });

    it("give a container that is killed the probe's own time to end", async () => {
      const cluster = opened();
      const livenessProbe: Json = {
        exec: { command: ["false"] },
        periodSeconds: 1,
        failureThreshold: 1,
        terminationGracePeriodSeconds: 2,
      };
      const container: JsonMap = { image: "busybox:1.37", command: ["sleep", "infinity"], ports: [], livenessProbe };
      const query = await apply(cluster, container, { terminationGracePeriodSeconds: 600 });
      await eventuallyOne(cluster, query, (found) => expect(web(found, "restartCount")).toBeGreaterThan(0));
    });
  });
}
