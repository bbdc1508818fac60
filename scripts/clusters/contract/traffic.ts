import { describe, expect, it } from "vitest";
import { agnhost, conditionStatus, deployment, field, pod, pods, service } from "#clusters/testing/objects.ts";
import { eventually, eventuallyAnswered, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster, HttpResponse, HttpRequest } from "#core/cluster.ts";

const get = (namespace: string, name: string, fields: Partial<HttpRequest> = {}): HttpRequest => ({
  namespace,
  to: { service: name },
  port: 80,
  path: "/",
  times: 1,
  timeoutMilliseconds: 3_000,
  ...fields,
});

const statuses = (responses: HttpResponse[]) => responses.map((response) => response.error ?? response.status);

/** Requests through a Service, from inside the cluster. */
export function describeTraffic(opened: () => Cluster): void {
  describe("traffic", () => {
    it("reaches the Pods through a Service, by port number and by port name", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      await cluster.apply(deployment(namespace, "web", { replicas: 2 }), "grader");
      await cluster.apply(service(namespace, "number", "web", 80), "grader");
      await cluster.apply(service(namespace, "name", "web", "http"), "grader");
      for (const name of ["number", "name"]) {
        const [welcome] = await eventuallyAnswered(cluster, get(namespace, name), (responses) =>
          expect(statuses(responses)).toEqual([200]),
        );
        expect(welcome?.body).toContain("Welcome to nginx!");
        const missing = await cluster.request(get(namespace, name, { path: "/nope", times: 3 }));
        expect(statuses(missing)).toEqual([404, 404, 404]);
      }
    });

    it("shares the requests among the Pods, each on a connection of its own", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      await cluster.apply(deployment(namespace, "web", { replicas: 3, container: agnhost }), "grader");
      await cluster.apply(service(namespace, "web", "web", "http"), "grader");
      const found = await eventually(cluster, pods(namespace, "web"), (all) =>
        expect(all.map((one) => conditionStatus(one, "Ready"))).toEqual(["True", "True", "True"]),
      );
      const request = get(namespace, "web", { path: "/hostname", times: 60 });
      const responses = await eventuallyAnswered(cluster, request, (all) => {
        expect(new Set(statuses(all))).toEqual(new Set([200]));
        expect(new Set(all.map((response) => response.body))).toEqual(new Set(found.map((one) => one.metadata.name)));
      });
      expect(responses).toHaveLength(60);
    });

    it("stays with one Pod where the Service binds its clients", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      await cluster.apply(deployment(namespace, "web", { replicas: 3, container: agnhost }), "grader");
      const web = service(namespace, "web", "web", "http");
      await cluster.apply({ ...web, spec: { ...web.spec, sessionAffinity: "ClientIP" } }, "grader");
      await eventually(cluster, pods(namespace, "web"), (all) =>
        expect(all.map((one) => conditionStatus(one, "Ready"))).toEqual(["True", "True", "True"]),
      );
      const request = get(namespace, "web", { path: "/hostname", times: 30 });
      await eventuallyAnswered(cluster, request, (all) => expect(new Set(statuses(all))).toEqual(new Set([200])));
      const responses = await cluster.request(request);
      expect(new Set(responses.map((response) => response.body)).size).toBe(1);
    });

    it("finds nobody behind a selector that matches nothing, or a port that nobody listens on", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      await cluster.apply(deployment(namespace, "web"), "grader");
      await cluster.apply(service(namespace, "good", "web", 80), "grader");
      await cluster.apply(service(namespace, "stranger", "wbe", 80), "grader");
      await cluster.apply(service(namespace, "deaf", "web", 8080), "grader");
      await eventuallyAnswered(cluster, get(namespace, "good"), (responses) =>
        expect(statuses(responses)).toEqual([200]),
      );
      for (const name of ["stranger", "deaf"]) {
        await eventuallyAnswered(cluster, get(namespace, name, { times: 2 }), (responses) =>
          expect(statuses(responses)).toEqual(["connection refused", "connection refused"]),
        );
      }
    });

    it("does not know the name of a Service that is not there", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      await eventuallyAnswered(cluster, get(namespace, "nobody"), (responses) =>
        expect(responses).toEqual([{ error: "name not found" }]),
      );
    });

    it("sends no traffic to a Pod that is not ready", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      const readinessProbe = { httpGet: { path: "/nope", port: 80 }, periodSeconds: 1 };
      await cluster.apply(pod(namespace, "web", { container: { readinessProbe } }), "grader");
      await cluster.apply(service(namespace, "web", "web", 80), "grader");
      await eventually(cluster, { ...pods(namespace), name: "web" }, ([found]) =>
        expect(field(found, "status", "phase")).toBe("Running"),
      );
      await eventuallyAnswered(cluster, get(namespace, "web"), (responses) =>
        expect(statuses(responses)).toEqual(["connection refused"]),
      );
      await cluster.clock.sleep(2_000);
      expect(statuses(await cluster.request(get(namespace, "web", { times: 3 })))).toEqual([
        "connection refused",
        "connection refused",
        "connection refused",
      ]);
    });

    it("stops with the signal's reason", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "traffic");
      const reason = new Error("enough");
      const request = cluster.request(get(namespace, "web", { times: 1_000 }), AbortSignal.abort(reason));
      await expect(request).rejects.toBe(reason);
    });
  });
}
