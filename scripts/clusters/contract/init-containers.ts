import { describe, expect, it } from "vitest";
import { condition, conditionStatus, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json, JsonMap } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const busybox = (name: string, script: string, fields: JsonMap = {}): JsonMap => ({
  name,
  image: "busybox:1.37",
  command: ["sh", "-c", script],
  ...fields,
});

const sidecar = (name: string, fields: JsonMap = {}): JsonMap =>
  busybox(name, "sleep infinity", { restartPolicy: "Always", ...fields });

async function apply(cluster: Cluster, initContainers: Json[], fields: { container?: JsonMap; spec?: JsonMap } = {}) {
  const namespace = await freshNamespace(cluster, "init");
  const spec = { initContainers, ...fields.spec };
  await cluster.apply(pod(namespace, "web", { container: fields.container ?? {}, spec }), "grader");
  return { ...pods(namespace), namespace, name: "web" };
}

const init = (found: KubernetesObject, ...path: (string | number)[]) =>
  field(found, "status", "initContainerStatuses", ...path);
const main = (found: KubernetesObject, ...path: (string | number)[]) =>
  field(found, "status", "containerStatuses", 0, ...path);
const at = (found: unknown): number => Date.parse(String(found));

/** Containers that run before those of a Pod, and beside them. */
export function describeInitContainers(opened: () => Cluster): void {
  describe("init containers", () => {
    it("run one after the other before the Pod's containers, and share its volumes", async () => {
      const cluster = opened();
      const volumeMounts: Json = [{ name: "page", mountPath: "/page" }];
      const query = await apply(
        cluster,
        [
          busybox("zebra", "sleep 2; echo first > /page/index.html", { volumeMounts }),
          busybox("ant", "echo second >> /page/index.html; sleep 2", { volumeMounts }),
        ],
        {
          container: { volumeMounts: [{ name: "page", mountPath: "/usr/share/nginx/html" }] },
          spec: { volumes: [{ name: "page", emptyDir: {} }] },
        },
      );
      await eventuallyOne(cluster, query, (found) => {
        expect(condition(found, "Initialized")).toMatchObject({ status: "False", reason: "ContainersNotInitialized" });
        expect(field(found, "status", "phase")).toBe("Pending");
        expect(main(found, "state")).toEqual({ waiting: { reason: "PodInitializing" } });
      });
      const found = await eventuallyOne(cluster, query, (now) => expect(conditionStatus(now, "Ready")).toBe("True"));
      expect(conditionStatus(found, "Initialized")).toBe("True");
      const done = { ready: true, restartCount: 0, state: { terminated: { exitCode: 0, reason: "Completed" } } };
      expect(init(found)).toMatchObject([
        { name: "zebra", ...done },
        { name: "ant", ...done },
      ]);
      const ends = [0, 1].map((index) => at(init(found, index, "state", "terminated", "finishedAt")));
      expect(ends[0]).toBeLessThanOrEqual(at(init(found, 1, "state", "terminated", "startedAt")));
      expect(ends[1]).toBeLessThanOrEqual(at(main(found, "state", "running", "startedAt")));
      const reference = { namespace: query.namespace, pod: "web" };
      const { stdout } = await cluster.exec(reference, ["cat", "/usr/share/nginx/html/index.html"]);
      expect(stdout).toBe("first\nsecond\n");
    });

    it("are tried again when they fail, and keep the Pod's containers from starting", async () => {
      const cluster = opened();
      const query = await apply(cluster, [busybox("check", "exit 3"), busybox("next", "true")]);
      const found = await eventuallyOne(cluster, query, (now) =>
        expect(init(now, 0, "state", "waiting", "reason")).toBe("CrashLoopBackOff"),
      );
      expect(init(found, 0, "lastState", "terminated")).toMatchObject({ exitCode: 3, reason: "Error" });
      expect(init(found, 0, "restartCount")).toBeGreaterThan(0);
      expect(init(found, 1, "state")).toEqual({ waiting: { reason: "PodInitializing" } });
      expect(main(found, "state")).toEqual({ waiting: { reason: "PodInitializing" } });
      expect(field(found, "status", "phase")).toBe("Pending");
      await eventually(cluster, { apiVersion: "v1", kind: "Event", namespace: query.namespace }, (events) =>
        expect(events.map((event) => [event["reason"], field(event, "involvedObject", "fieldPath")])).toContainEqual([
          "BackOff",
          "spec.initContainers{check}",
        ]),
      );
    });

    it("end the Pod when they fail and nothing is restarted", async () => {
      const cluster = opened();
      const query = await apply(cluster, [busybox("check", "exit 1")], { spec: { restartPolicy: "Never" } });
      const found = await eventuallyOne(cluster, query, (now) => expect(field(now, "status", "phase")).toBe("Failed"));
      expect(condition(found, "Initialized")).toMatchObject({ status: "False" });
      expect(main(found, "state")).toEqual({ waiting: { reason: "PodInitializing" } });
    });

    it("take variables and files of settings that are not there as the Pod's containers do", async () => {
      const cluster = opened();
      const env = [{ name: "A", valueFrom: { configMapKeyRef: { name: "nope", key: "a" } } }];
      const query = await apply(cluster, [busybox("check", "true", { env })]);
      await eventuallyOne(cluster, query, (found) =>
        expect(init(found, 0, "state", "waiting")).toEqual({
          reason: "CreateContainerConfigError",
          message: 'configmap "nope" not found',
        }),
      );
    });

    it("that are sidecars run beside the Pod's containers, once their startup probe succeeds", async () => {
      const cluster = opened();
      const startupProbe: Json = { exec: { command: ["true"] }, initialDelaySeconds: 3, periodSeconds: 1 };
      const query = await apply(cluster, [sidecar("helper", { startupProbe }), busybox("check", "true")]);
      const found = await eventuallyOne(cluster, query, (now) => expect(conditionStatus(now, "Ready")).toBe("True"));
      expect(init(found, 0)).toMatchObject({ name: "helper", ready: true, started: true, restartCount: 0 });
      const helper = at(init(found, 0, "state", "running", "startedAt"));
      expect(at(init(found, 1, "state", "terminated", "startedAt")) - helper).toBeGreaterThanOrEqual(3000);
      const { exitCode } = await cluster.exec({ namespace: query.namespace, pod: "web", container: "helper" }, [
        "true",
      ]);
      expect(exitCode).toBe(0);
    });

    it("that are sidecars keep the Pod from being Ready by their own readiness probe", async () => {
      const cluster = opened();
      const readinessProbe: Json = { exec: { command: ["cat", "/tmp/ready"] }, periodSeconds: 1 };
      const query = await apply(cluster, [sidecar("helper", { readinessProbe })]);
      await eventuallyOne(cluster, query, (now) => {
        expect(main(now, "ready")).toBe(true);
        expect(init(now, 0)).toMatchObject({ ready: false, started: true });
        expect(conditionStatus(now, "Ready")).toBe("False");
      });
      await cluster.exec({ namespace: query.namespace, pod: "web", container: "helper" }, ["touch", "/tmp/ready"]);
      await eventuallyOne(cluster, query, (now) => expect(conditionStatus(now, "Ready")).toBe("True"));
    });

    it("that are sidecars are started again alone when they end or when their liveness probe fails", async () => {
      const cluster = opened();
      const livenessProbe: Json = { exec: { command: ["false"] }, periodSeconds: 1, failureThreshold: 1 };
      const query = await apply(cluster, [
        busybox("ends", "sleep 1", { restartPolicy: "Always" }),
        sidecar("dies", { livenessProbe }),
      ]);
      const found = await eventuallyOne(cluster, query, (now) => {
        expect(init(now, 0, "restartCount")).toBeGreaterThan(0);
        expect(init(now, 1, "restartCount")).toBeGreaterThan(0);
      });
      expect(main(found)).toMatchObject({ restartCount: 0, ready: true });
    });

    it("that are sidecars do not keep a Pod alive whose containers have ended", async () => {
      const cluster = opened();
      const container = { image: "busybox:1.37", command: ["sleep", "1"], ports: [] };
      const query = await apply(cluster, [sidecar("helper")], { container, spec: { restartPolicy: "Never" } });
      await eventuallyOne(cluster, query, (now) => {
        expect(field(now, "status", "phase")).toBe("Succeeded");
        expect(init(now, 0, "state", "terminated", "exitCode")).toBe(137);
      });
    });

    it("that are sidecars are told to end after the Pod's containers", async () => {
      const cluster = opened();
      const query = await apply(cluster, [{ name: "helper", image: "nginx:1.29", restartPolicy: "Always" }], {
        container: { image: "busybox:1.37", command: ["sleep", "infinity"], ports: [] },
        spec: { terminationGracePeriodSeconds: 4 },
      });
      await eventuallyOne(cluster, query, (now) => expect(conditionStatus(now, "Ready")).toBe("True"));
      await cluster.delete({ apiVersion: "v1", kind: "Pod", namespace: query.namespace, name: "web" });
      const ended = await eventuallyOne(cluster, query, (now) =>
        expect(init(now, 0, "state")).toHaveProperty("terminated"),
      );
      // nginx ends as soon as it is told to; the other process 1 does not hear, and is killed after four seconds.
      const [helper, others] = [init(ended, 0), main(ended)].map((one) =>
        field(one, "state", "terminated", "finishedAt"),
      );
      expect(at(helper)).toBeGreaterThanOrEqual(at(others));
    });

    it("count for the scheduler where they need more than the Pod's containers, and sidecars with these", async () => {
      const cluster = opened();
      const asking = (cpu: string): JsonMap => ({ resources: { requests: { cpu } } });
      const big = await apply(cluster, [busybox("big", "true", asking("1000"))]);
      const together = await apply(cluster, [sidecar("helper", asking("600"))], { container: asking("600") });
      for (const query of [big, together]) {
        await eventuallyOne(cluster, query, (found) =>
          expect(field(condition(found, "PodScheduled"), "message")).toMatch(/2 Insufficient cpu/),
        );
      }
      const small = await apply(cluster, [busybox("small", "true", asking("10m"))], { container: asking("10m") });
      await eventuallyOne(cluster, small, (found) => expect(conditionStatus(found, "Ready")).toBe("True"));
    });
  });
}
