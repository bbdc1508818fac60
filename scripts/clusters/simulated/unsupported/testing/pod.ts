import { expect } from "vitest";
import { condition, conditionStatus, field, service } from "#clusters/testing/objects.ts";
import { applyPod, ask, ofContainer, readPod, untilPod, type Proof, type Stage } from "./stage.ts";

const agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.63.0";
const controlPlane = { "kubernetes.io/hostname": "checkride-control-plane" };

async function ready(stage: Stage, name: string): Promise<void> {
  await untilPod(stage, name, (pod) => expect(conditionStatus(pod, "Ready")).toBe("True"));
}

async function unschedulable(stage: Stage, name: string, reason: string): Promise<void> {
  await untilPod(stage, name, (pod) =>
    expect(field(condition(pod, "PodScheduled"), "message")).toEqual(expect.stringContaining(reason)),
  );
}

/** Where the Pod is, two seconds after it was applied; undefined while it has no node. */
async function nodeOf(stage: Stage, name: string): Promise<unknown> {
  await stage.cluster.clock.sleep(2000);
  return field(await readPod(stage, name), "spec", "nodeName");
}

/** The proofs for a Pod's metadata and spec, except its probes. */
export const podProofs: Record<string, Proof> = {
  "spec.containers[].name": async (stage) => {
    await applyPod(stage, "one", { name: "left" });
    await untilPod(stage, "one", (pod) => expect(ofContainer(pod, "name")).toBe("left"));
  },
  "spec.containers[].image": async (stage) => {
    await applyPod(stage, "good", {});
    await applyPod(stage, "bad", { image: "nginx:1.92" });
    await ready(stage, "good");
    await untilPod(stage, "bad", (pod) =>
      expect(ofContainer(pod, "state", "waiting", "reason")).toBe("ImagePullBackOff"),
    );
  },
  "spec.containers[].command": async (stage) => {
    await applyPod(stage, "three", { image: "busybox:1.37", command: ["sh", "-c", "sleep 5; exit 3"] });
    await ready(stage, "three");
    await untilPod(stage, "three", (pod) =>
      expect(ofContainer(pod, "lastState", "terminated")).toMatchObject({ exitCode: 3, reason: "Error" }),
    );
  },
  "spec.containers[].args": async (stage) => {
    await applyPod(stage, "web", { image: agnhost, args: ["netexec", "--http-port=9000"] });
    await stage.cluster.apply(service(stage.namespace, "right", "web", 9000), "grader");
    await stage.cluster.apply(service(stage.namespace, "wrong", "web", 8080), "grader");
    await ready(stage, "web");
    await stage.cluster.clock.sleep(1000);
    expect([await ask(stage, "right"), await ask(stage, "wrong")]).toEqual([200, "connection refused"]);
  },
  "spec.containers[].ports[].name": async (stage) => {
    await applyPod(stage, "web", { ports: [{ name: "http", containerPort: 80 }] });
    await stage.cluster.apply(service(stage.namespace, "right", "web", "http"), "grader");
    await stage.cluster.apply(service(stage.namespace, "wrong", "web", "https"), "grader");
    await ready(stage, "web");
    await stage.cluster.clock.sleep(1000);
    expect([await ask(stage, "right"), await ask(stage, "wrong")]).toEqual([200, "connection refused"]);
  },
  "spec.containers[].ports[].containerPort": async (stage) => {
    await applyPod(stage, "web", { ports: [{ name: "http", containerPort: 81 }] });
    await stage.cluster.apply(service(stage.namespace, "number", "web", 80), "grader");
    await stage.cluster.apply(service(stage.namespace, "name", "web", "http"), "grader");
    await ready(stage, "web");
    await stage.cluster.clock.sleep(1000);
    expect([await ask(stage, "number"), await ask(stage, "name")]).toEqual([200, "connection refused"]);
  },
  "spec.containers[].resources.requests.*": async (stage) => {
    for (const name of ["a", "b", "c"]) await applyPod(stage, name, { resources: { requests: { cpu: "2500m" } } });
    await ready(stage, "a");
    await ready(stage, "b");
    await unschedulable(stage, "c", "2 Insufficient cpu");
    await stage.cluster.delete({ apiVersion: "v1", kind: "Pod", namespace: stage.namespace, name: "a" });
    await ready(stage, "c");
  },
  "spec.containers[].resources.limits.cpu": async (stage) => {
    await applyPod(stage, "huge", { resources: { limits: { cpu: "5" } } });
    await unschedulable(stage, "huge", "2 Insufficient cpu");
  },
  "spec.containers[].resources.limits.ephemeral-storage": async (stage) => {
    await applyPod(stage, "huge", { resources: { limits: { "ephemeral-storage": "10Ti" } } });
    await unschedulable(stage, "huge", "2 Insufficient ephemeral-storage");
  },
  "spec.containers[].resources.limits.memory": async (stage) => {
    await applyPod(stage, "huge", { resources: { limits: { memory: "100Gi" } } });
    await unschedulable(stage, "huge", "2 Insufficient memory");
  },
  "spec.restartPolicy": async (stage) => {
    const busybox = (command: string[]) => ({ image: "busybox:1.37", command });
    await applyPod(stage, "never-good", busybox(["true"]), { restartPolicy: "Never" });
    await applyPod(stage, "never-bad", busybox(["false"]), { restartPolicy: "Never" });
    await applyPod(stage, "failure-good", busybox(["true"]), { restartPolicy: "OnFailure" });
    await applyPod(stage, "failure-bad", busybox(["false"]), { restartPolicy: "OnFailure" });
    await applyPod(stage, "always", busybox(["true"]), { restartPolicy: "Always" });
    await stage.cluster.clock.sleep(20_000);
    const seen = async (name: string) => {
      const pod = await readPod(stage, name);
      return [field(pod, "status", "phase"), Number(ofContainer(pod, "restartCount")) > 0];
    };
    expect(await seen("never-good")).toEqual(["Succeeded", false]);
    expect(await seen("never-bad")).toEqual(["Failed", false]);
    expect(await seen("failure-good")).toEqual(["Succeeded", false]);
    expect(await seen("failure-bad")).toEqual(["Running", true]);
    expect(await seen("always")).toEqual(["Running", true]);
  },
  "spec.terminationGracePeriodSeconds": async (stage) => {
    const deaf = { image: "busybox:1.37", command: ["sleep", "infinity"] };
    for (const seconds of [3, 12]) {
      await applyPod(stage, `deaf-${seconds}`, deaf, { terminationGracePeriodSeconds: seconds });
    }
    for (const name of ["deaf-3", "deaf-12"]) {
      await ready(stage, name);
      await stage.cluster.delete({ apiVersion: "v1", kind: "Pod", namespace: stage.namespace, name });
    }
    await stage.cluster.clock.sleep(8000);
    expect(await readPod(stage, "deaf-3")).toBeUndefined();
    expect(await readPod(stage, "deaf-12")).toMatchObject({ metadata: { deletionTimestamp: expect.any(String) } });
    await stage.cluster.clock.sleep(8000);
    expect(await readPod(stage, "deaf-12")).toBeUndefined();
  },
  "spec.nodeName": async (stage) => {
    await applyPod(stage, "placed", {}, { nodeName: "checkride-control-plane" });
    await ready(stage, "placed");
    expect(await nodeOf(stage, "placed")).toBe("checkride-control-plane");
  },
  "spec.nodeSelector": async (stage) => {
    await applyPod(stage, "second", {}, { nodeSelector: { "kubernetes.io/hostname": "checkride-worker2" } });
    await applyPod(stage, "nowhere", {}, { nodeSelector: { disk: "ssd" } });
    expect(await nodeOf(stage, "second")).toBe("checkride-worker2");
    await unschedulable(stage, "nowhere", "2 node(s) didn't match Pod's node affinity/selector");
  },
  "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions":
    async (stage) => {
      const affinity = (operator: string) => ({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: "kubernetes.io/hostname", operator, values: ["checkride-worker2"] }] },
              ],
            },
          },
        },
      });
      await applyPod(stage, "in", {}, affinity("In"));
      await applyPod(stage, "not-in", {}, affinity("NotIn"));
      expect([await nodeOf(stage, "in"), await nodeOf(stage, "not-in")]).toEqual([
        "checkride-worker2",
        "checkride-worker",
      ]);
    },
  "spec.tolerations": async (stage) => {
    await applyPod(stage, "shy", {}, { nodeSelector: controlPlane });
    await applyPod(stage, "bold", {}, { nodeSelector: controlPlane, tolerations: [{ operator: "Exists" }] });
    expect(await nodeOf(stage, "bold")).toBe("checkride-control-plane");
    await unschedulable(stage, "shy", "1 node(s) had untolerated taint(s)");
  },
};
