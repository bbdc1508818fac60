import { describe, expect, it } from "vitest";
import { conditionStatus, field, pod, pods, service } from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster, HttpRequest } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";

const one = (namespace: string) => ({ ...pods(namespace), name: "web" });
const get = (namespace: string, times = 1): HttpRequest => ({
  namespace,
  to: { service: "web" },
  port: 80,
  path: "/",
  times,
  timeoutMilliseconds: 1000,
});

async function ready(cluster: Cluster, namespace: string): Promise<void> {
  await eventuallyOne(cluster, one(namespace), (found) => expect(conditionStatus(found, "Ready")).toBe("True"));
}

async function serve(cluster: Cluster, namespace: string, container: Record<string, Json>): Promise<void> {
  await cluster.apply(pod(namespace, "web", { container }), "grader");
  await cluster.apply(service(namespace, "web", "web", 80), "grader");
}

async function eventTexts(cluster: Cluster, namespace: string, message: RegExp): Promise<void> {
  await eventually(cluster, { apiVersion: "v1", kind: "Event", namespace }, (events) =>
    expect(events.map((event) => String(event["message"]))).toContainEqual(expect.stringMatching(message)),
  );
}

const httpGet: Json = { path: "/", port: "http" };

/** Containers that start slowly, hang and lose what they need. */
export function describeHealth(opened: () => Cluster): void {
  describe("health", () => {
    it("restarts a container that hangs, when its liveness probe gets no answer", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "health");
      await serve(cluster, namespace, {
        livenessProbe: { httpGet, periodSeconds: 2, failureThreshold: 2, timeoutSeconds: 1 },
      });
      await ready(cluster, namespace);
      await eventuallyAnswered(cluster, get(namespace), ([response]) => expect(response?.status).toBe(200));
      await cluster.freeze({ namespace, pod: "web", container: "web" });
      expect(await cluster.request(get(namespace))).toEqual([{ error: "timed out" }]);
      await eventTexts(
        cluster,
        namespace,
        /^Liveness probe failed: Get "http:\/\/[\d.]+:80\/": context deadline exceeded \(Client\.Timeout exceeded while awaiting headers\)$/,
      );
      await eventuallyOne(cluster, one(namespace), (found) =>
        expect(field(found, "status", "containerStatuses", 0)).toMatchObject({ restartCount: 1, ready: true }),
      );
      await eventuallyAnswered(cluster, get(namespace), ([response]) => expect(response?.status).toBe(200));
    });

    it("takes a container that hangs out of its Service, when its readiness probe gets no answer", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "health");
      await serve(cluster, namespace, { readinessProbe: { httpGet, periodSeconds: 1, failureThreshold: 1 } });
      await ready(cluster, namespace);
      await cluster.freeze({ namespace, pod: "web", container: "web" });
      await eventuallyOne(cluster, one(namespace), (found) => expect(conditionStatus(found, "Ready")).toBe("False"));
      await eventuallyAnswered(cluster, get(namespace), ([response]) =>
        expect(response?.error).toBe("connection refused"),
      );
      const [found] = await cluster.list(one(namespace));
      expect(field(found, "status", "containerStatuses", 0, "restartCount")).toBe(0);
    });

    it("does not see that a container hangs, where the probe only opens a connection", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "health");
      const probe: Json = { tcpSocket: { port: "http" }, periodSeconds: 1, failureThreshold: 1 };
      await serve(cluster, namespace, { livenessProbe: probe, readinessProbe: probe });
      await ready(cluster, namespace);
      await cluster.freeze({ namespace, pod: "web", container: "web" });
      await cluster.clock.sleep(5000);
      const [found] = await cluster.list(one(namespace));
      expect(field(found, "status", "containerStatuses", 0)).toMatchObject({ ready: true, restartCount: 0 });
    });

    it("waits for a slow start with a startup probe, and kills it without", async () => {
      const cluster = opened();
      const slow: Record<string, Json> = {
        command: ["sh", "-c"],
        args: ["sleep 8; exec nginx -g 'daemon off;'"],
        livenessProbe: { httpGet, periodSeconds: 1, failureThreshold: 2 },
      };
      const [patient, hasty] = await Promise.all([
        freshNamespace(cluster, "health"),
        freshNamespace(cluster, "health"),
      ]);
      await serve(cluster, patient, { ...slow, startupProbe: { httpGet, periodSeconds: 1, failureThreshold: 30 } });
      await serve(cluster, hasty, slow);
      await ready(cluster, patient);
      const [started] = await cluster.list(one(patient));
      expect(field(started, "status", "containerStatuses", 0)).toMatchObject({ started: true, restartCount: 0 });
      await eventuallyOne(cluster, one(hasty), (found) =>
        expect(field(found, "status", "containerStatuses", 0, "restartCount")).toBeGreaterThan(0),
      );
    });

    it("restarts a container whose file is gone, when its liveness probe is a command", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "health");
      const container: Record<string, Json> = {
        image: "busybox:1.37",
        command: ["sh", "-c", "touch /tmp/healthy; sleep 5; rm -f /tmp/healthy; sleep 600"],
        livenessProbe: {
          exec: { command: ["cat", "/tmp/healthy"] },
          periodSeconds: 1,
          failureThreshold: 1,
          initialDelaySeconds: 1,
        },
      };
      await cluster.apply(pod(namespace, "web", { container }), "grader");
      await eventTexts(
        cluster,
        namespace,
        /^Liveness probe failed: cat: can't open '\/tmp\/healthy': No such file or directory\n$/,
      );
      await eventuallyOne(cluster, one(namespace), (found) =>
        expect(field(found, "status", "containerStatuses", 0, "restartCount")).toBe(1),
      );
    });
  });
}
