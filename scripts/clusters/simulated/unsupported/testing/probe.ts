import { expect } from "vitest";
import { conditionStatus } from "#clusters/testing/objects.ts";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { applyPod, ofContainer, readPod, secondsUntilPod, untilPod, type Proof, type Stage } from "./stage.ts";

type Probe = Record<string, Json>;
type Kind = "livenessProbe" | "readinessProbe" | "startupProbe";

const good = { httpGet: { path: "/", port: 80 } };
const bad = { httpGet: { path: "/nope", port: 80 } };
const restarted = (pod: KubernetesObject) => expect(ofContainer(pod, "restartCount")).toBeGreaterThan(0);
const isReady = (pod: KubernetesObject) => expect(conditionStatus(pod, "Ready")).toBe("True");

/** Expects that the probe is content: the Pod gets ready and its container is not restarted within a minute. */
async function expectContent(stage: Stage, name: string, kind: Kind, probe: Probe): Promise<void> {
  await applyPod(stage, name, { [kind]: { periodSeconds: 2, ...probe } });
  await untilPod(stage, name, isReady);
  await stage.cluster.clock.sleep(60_000);
  expect(ofContainer(await readPod(stage, name), "restartCount")).toBe(0);
}

/** Expects that the probe is not: a failing readiness probe keeps the Pod unready, the others restart its container. */
async function expectDiscontent(stage: Stage, name: string, kind: Kind, probe: Probe): Promise<void> {
  await applyPod(stage, name, { [kind]: { periodSeconds: 2, ...probe } });
  await stage.cluster.clock.sleep(30_000);
  const pod = await readPod(stage, name);
  if (kind === "readinessProbe") expect(conditionStatus(pod!, "Ready")).toBe("False");
  else restarted(pod!);
}

/** Seconds until the probe shows its effect: a ready Pod for readiness, a restart for the others. */
async function secondsToEffect(stage: Stage, name: string, kind: Kind, timing: Probe): Promise<number> {
  const readiness = kind === "readinessProbe";
  await applyPod(stage, name, { [kind]: { ...(readiness ? good : bad), ...timing } });
  return await secondsUntilPod(stage, name, readiness ? isReady : restarted);
}

function proofsFor(kind: Kind): Record<string, Proof> {
  const path = (name: string) => `spec.containers[].${kind}.${name}`;
  // What is repeated before the effect: successes for readiness, failures for the others.
  const threshold = kind === "readinessProbe" ? "successThreshold" : "failureThreshold";
  return {
    [path("httpGet.path")]: async (stage) => {
      await expectContent(stage, "good", kind, good);
      await expectDiscontent(stage, "bad", kind, bad);
    },
    [path("httpGet.port")]: async (stage) => {
      await expectContent(stage, "good", kind, good);
      await expectDiscontent(stage, "bad", kind, { httpGet: { path: "/", port: 81 } });
    },
    [path("tcpSocket.port")]: async (stage) => {
      await expectContent(stage, "good", kind, { tcpSocket: { port: 80 } });
      await expectDiscontent(stage, "bad", kind, { tcpSocket: { port: 81 } });
    },
    [path("exec.command")]: async (stage) => {
      await expectContent(stage, "good", kind, { exec: { command: ["sh", "-c", "test -z ''"] } });
      await expectDiscontent(stage, "bad", kind, { exec: { command: ["cat", "/tmp/nope"] } });
    },
    [path("timeoutSeconds")]: async (stage) => {
      const slow = { exec: { command: ["sleep", "2"] }, periodSeconds: 5 };
      await expectContent(stage, "patient", kind, { ...slow, timeoutSeconds: 4 });
      await expectDiscontent(stage, "hasty", kind, { ...slow, timeoutSeconds: 1 });
    },
    [path("initialDelaySeconds")]: async (stage) => {
      const timing = { periodSeconds: 1, [threshold]: 1 };
      expect(await secondsToEffect(stage, "soon", kind, timing)).toBeLessThan(10);
      expect(await secondsToEffect(stage, "late", kind, { ...timing, initialDelaySeconds: 20 })).toBeGreaterThan(19);
    },
    // A real kubelet, too, asks a Pod that is not ready sooner than its period says: 16 s for three times 15 s.
    [path("periodSeconds")]: async (stage) => {
      const timing = { [threshold]: 3 };
      expect(await secondsToEffect(stage, "soon", kind, { ...timing, periodSeconds: 1 })).toBeLessThan(8);
      expect(await secondsToEffect(stage, "late", kind, { ...timing, periodSeconds: 15 })).toBeGreaterThan(15);
    },
    [path(threshold)]: async (stage) => {
      const timing = { periodSeconds: 5 };
      expect(await secondsToEffect(stage, "soon", kind, { ...timing, [threshold]: 1 })).toBeLessThan(8);
      expect(await secondsToEffect(stage, "late", kind, { ...timing, [threshold]: 5 })).toBeGreaterThan(12);
    },
  };
}

/**
 * A Pod whose second container, on port 9000, is killed again and again by its liveness probe; after the second time it
 * stays away for ten seconds. The first container is ready while port 9000 answers.
 */
async function applyWithNeighbour({ cluster, namespace }: Stage, name: string, failureThreshold: number) {
  await cluster.apply(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace },
      spec: {
        containers: [
          {
            name: "c",
            image: "nginx:1.29",
            readinessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 1, failureThreshold },
          },
          {
            name: "neighbour",
            image: "registry.k8s.io/e2e-test-images/agnhost:2.63.0",
            args: ["netexec", "--http-port=9000"],
            livenessProbe: { tcpSocket: { port: 9999 }, initialDelaySeconds: 5, periodSeconds: 1, failureThreshold: 1 },
          },
        ],
      },
    },
    "grader",
  );
}

const readinessFailureThreshold: Proof = async (stage) => {
  await applyWithNeighbour(stage, "strict", 3);
  await applyWithNeighbour(stage, "patient", 1000);
  const unreadySeconds = { strict: 0, patient: 0 };
  for (const name of ["strict", "patient"] as const) {
    await untilPod(stage, name, (pod) => expect(ofContainer(pod, "ready")).toBe(true));
  }
  for (let second = 0; second < 40; second += 1) {
    await stage.cluster.clock.sleep(1000);
    for (const name of ["strict", "patient"] as const) {
      if (ofContainer(await readPod(stage, name), "ready") === false) unreadySeconds[name] += 1;
    }
  }
  expect(unreadySeconds.strict).toBeGreaterThan(3);
  expect(unreadySeconds.patient).toBe(0);
};

/** The proofs for all three probes of a container. */
export const probeProofs: Record<string, Proof> = {
  ...proofsFor("livenessProbe"),
  ...proofsFor("readinessProbe"),
  ...proofsFor("startupProbe"),
  "spec.containers[].readinessProbe.failureThreshold": readinessFailureThreshold,
};
