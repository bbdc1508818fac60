import { describe, expect, it } from "vitest";
import { condition, conditionStatus, deployment, field, pod, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne, freshNamespace } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { versionDifferences } from "#core/kubernetes/version-differences.ts";

const onePod = (namespace: string, name: string) => ({ ...pods(namespace), name });

/** Resolves with the first event about that object whose reason and message are these, waiting until it is there. */
async function eventOf(
  cluster: Cluster,
  { namespace, name, reason, message }: { namespace: string; name: string; reason: string; message: RegExp },
): Promise<KubernetesObject> {
  const isIt = (event: KubernetesObject): boolean =>
    event["reason"] === reason &&
    field(event, "involvedObject", "name") === name &&
    message.test(String(event["message"]));
  const events = await eventually(cluster, { apiVersion: "v1", kind: "Event", namespace }, (found) => {
    const seen = found.map((event) => `${String(event["reason"])}: ${String(event["message"])}`);
    if (!found.some(isIt))
      expect(seen, `the events have no ${reason} about ${name}`).toContain(`${reason}: ${message}`);
  });
  return events.find(isIt)!;
}

const failingProbe = (path: string): Json => ({
  httpGet: { path, port: 80 },
  periodSeconds: 1,
  failureThreshold: 1,
});

/** What a broken workload looks like: states, conditions and events. */
export function describeFailures(opened: () => Cluster): void {
  describe("failures", () => {
    it("shows a missing image as a waiting container and an event", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "failures");
      await cluster.apply(pod(namespace, "web", { container: { image: "nginx:9.99" } }), "grader");
      const found = await eventuallyOne(cluster, onePod(namespace, "web"), (object) =>
        expect(field(object, "status", "containerStatuses", 0, "state", "waiting", "reason")).toMatch(
          /^(ErrImagePull|ImagePullBackOff)$/,
        ),
      );
      expect(field(found, "status", "phase")).toBe("Pending");
      expect(condition(found, "Ready")).toMatchObject({ status: "False", reason: "ContainersNotReady" });
      const message = /^(Failed to pull image "nginx:9\.99": |Error: ErrImagePull$)/;
      expect(await eventOf(cluster, { namespace, name: "web", reason: "Failed", message })).toMatchObject({
        type: "Warning",
      });
    });

    it("leaves a Pod running but not ready while its readiness probe fails", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "failures");
      await cluster.apply(pod(namespace, "web", { container: { readinessProbe: failingProbe("/nope") } }), "grader");
      const message = /^Readiness probe failed: HTTP probe failed with statuscode: 404$/;
      expect(await eventOf(cluster, { namespace, name: "web", reason: "Unhealthy", message })).toMatchObject({
        type: "Warning",
      });
      const found = await eventuallyOne(cluster, onePod(namespace, "web"), (object) =>
        expect(field(object, "status", "phase")).toBe("Running"),
      );
      expect(condition(found, "Ready")).toMatchObject({ status: "False", reason: "ContainersNotReady" });
      expect(field(found, "status", "containerStatuses")).toMatchObject([{ ready: false, restartCount: 0 }]);
    });

    it("counts the restarts while a liveness probe fails", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "failures");
      await cluster.apply(pod(namespace, "web", { container: { livenessProbe: failingProbe("/nope") } }), "grader");
      await eventuallyOne(cluster, onePod(namespace, "web"), (object) =>
        expect(field(object, "status", "containerStatuses", 0, "restartCount")).toBeGreaterThanOrEqual(1),
      );
      const message = /^Container web failed liveness probe, will be restarted$/;
      expect(await eventOf(cluster, { namespace, name: "web", reason: "Killing", message })).toMatchObject({
        type: "Normal",
      });
    });

    it.each([
      {
        name: "a node selector that no node has",
        fields: { spec: { nodeSelector: { disk: "missing" } } },
        message:
          "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector.",
      },
      {
        name: "more processors than any node has",
        fields: { container: { resources: { requests: { cpu: "1000" } } } },
        message: "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu.",
      },
    ])("says why a Pod has no node: $name", async ({ fields, message }) => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "failures");
      await cluster.apply(pod(namespace, "web", fields), "grader");
      const { beforePreemption } = versionDifferences(cluster.version);
      const whole = `${message} ${beforePreemption}preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`;
      const found = await eventuallyOne(cluster, onePod(namespace, "web"), (object) =>
        expect(condition(object, "PodScheduled")).toMatchObject({
          status: "False",
          reason: "Unschedulable",
          message: whole,
        }),
      );
      expect(field(found, "status", "phase")).toBe("Pending");
      expect(field(found, "spec", "nodeName")).toBeUndefined();
      expect(
        await eventOf(cluster, { namespace, name: "web", reason: "FailedScheduling", message: /./ }),
      ).toMatchObject({
        type: "Warning",
        message: whole,
      });
    });

    it("tells the story of a Deployment in events", async () => {
      const cluster = opened();
      const namespace = await freshNamespace(cluster, "failures");
      await cluster.apply(deployment(namespace, "web", { replicas: 1 }), "grader");
      const [found] = await eventually(cluster, pods(namespace, "web"), (all) =>
        expect(all.map((one) => conditionStatus(one, "Ready"))).toEqual(["True"]),
      );
      const name = found!.metadata.name;
      expect(
        await eventOf(cluster, { namespace, name: "web", reason: "ScalingReplicaSet", message: /./ }),
      ).toMatchObject({
        apiVersion: "v1",
        kind: "Event",
        type: "Normal",
        message: expect.stringMatching(/^Scaled up replica set web-[a-z0-9]+ from 0 to 1$/),
        involvedObject: { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" },
      });
      expect(await eventOf(cluster, { namespace, name, reason: "Scheduled", message: /./ })).toMatchObject({
        message: `Successfully assigned ${namespace}/${name} to ${String(field(found!, "spec", "nodeName"))}`,
        involvedObject: { apiVersion: "v1", kind: "Pod", uid: found!.metadata.uid },
      });
      await eventOf(cluster, { namespace, name, reason: "Started", message: /./ });
    });
  });
}
