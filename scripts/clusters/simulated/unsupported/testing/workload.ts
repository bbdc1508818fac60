import { expect } from "vitest";
import { condition, conditionStatus, field, pods } from "#clusters/testing/objects.ts";
import { eventually, eventuallyOne } from "#clusters/testing/waiting.ts";
import type { Json } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import type { Proof, Stage } from "./stage.ts";

type Kind = "Deployment" | "ReplicaSet";

const query = (namespace: string, kind: Kind) => ({ apiVersion: "apps/v1", kind, namespace, name: "web" });

async function apply({ cluster, namespace }: Stage, kind: Kind, spec: Record<string, Json>, image = "nginx:1.29") {
  await cluster.apply(
    {
      apiVersion: "apps/v1",
      kind,
      metadata: { name: "web", namespace },
      spec: {
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web", tier: "front" } },
          spec: { terminationGracePeriodSeconds: 1, containers: [{ name: "c", image }] },
        },
        ...spec,
      },
    },
    "grader",
  );
}

async function untilStatus({ cluster, namespace }: Stage, kind: Kind, status: Record<string, Json>) {
  return await eventuallyOne(cluster, query(namespace, kind), (object) => expect(object.status).toMatchObject(status));
}

const isReady = (pod: KubernetesObject) => conditionStatus(pod, "Ready") === "True";
const imageOf = (pod: KubernetesObject) => field(pod, "spec", "containers", 0, "image");

/** Rolls from one image to the other and returns what the watch saw after each change of a Pod. */
async function rollOut(stage: Stage, spec: Record<string, Json>): Promise<KubernetesObject[][]> {
  await apply(stage, "Deployment", { replicas: 3, ...spec });
  await untilStatus(stage, "Deployment", { observedGeneration: 1, availableReplicas: 3 });
  const seen: KubernetesObject[][] = [];
  const over = new AbortController();
  const listener = { changed: (found: KubernetesObject[]) => void seen.push(found), failed: () => undefined };
  stage.cluster.watch(pods(stage.namespace, "web"), listener, over.signal);
  await apply(stage, "Deployment", { replicas: 3, ...spec }, "nginx:1.30");
  await untilStatus(stage, "Deployment", {
    observedGeneration: 2,
    updatedReplicas: 3,
    availableReplicas: 3,
    replicas: 3,
  });
  over.abort();
  return seen.map((found) => found.filter((pod) => pod.metadata.deletionTimestamp === undefined));
}

const most = (seen: KubernetesObject[][]) => Math.max(...seen.map((found) => found.length));
const fewestReady = (seen: KubernetesObject[][]) => Math.min(...seen.map((found) => found.filter(isReady).length));

function proofsForBoth(kind: Kind): Record<string, Proof> {
  return {
    "spec.replicas": async (stage) => {
      await apply(stage, kind, { replicas: 3 });
      await untilStatus(stage, kind, { readyReplicas: 3 });
      await apply(stage, kind, { replicas: 1 });
      await eventually(stage.cluster, pods(stage.namespace), (found) => expect(found).toHaveLength(1));
    },
    "spec.selector": async (stage) => {
      const selector = { matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }] };
      await apply(stage, kind, { replicas: 2, selector });
      await untilStatus(stage, kind, { readyReplicas: 2 });
      await expect(apply(stage, kind, { selector: { matchLabels: { app: "other" } } })).rejects.toMatchObject({
        reason: "Invalid",
        message: expect.stringContaining("`selector` does not match template `labels`"),
      });
    },
    "spec.minReadySeconds": async (stage) => {
      await apply(stage, kind, { replicas: 1, minReadySeconds: 20 });
      await untilStatus(stage, kind, { readyReplicas: 1 });
      await stage.cluster.clock.sleep(15_000);
      const [early] = await stage.cluster.list(query(stage.namespace, kind));
      expect(early?.status).not.toHaveProperty("availableReplicas");
      await untilStatus(stage, kind, { availableReplicas: 1 });
    },
    "spec.template.metadata.labels": async (stage) => {
      await apply(stage, kind, { replicas: 1 });
      await eventually(stage.cluster, pods(stage.namespace), (found) =>
        expect(found).toMatchObject([{ metadata: { labels: { app: "web", tier: "front" } } }]),
      );
    },
  };
}

/** The proofs for a ReplicaSet's spec; its template's spec is a Pod's. */
export const replicaSetProofs: Record<string, Proof> = proofsForBoth("ReplicaSet");

/** The proofs for a Deployment's spec. */
export const deploymentProofs: Record<string, Proof> = {
  ...proofsForBoth("Deployment"),
  "spec.strategy.type": async (stage) => {
    const seen = await rollOut(stage, { strategy: { type: "Recreate" } });
    expect(seen.filter((found) => new Set(found.map(imageOf)).size > 1)).toEqual([]);
    expect(fewestReady(seen)).toBe(0);
  },
  "spec.strategy.rollingUpdate.maxSurge": async (stage) => {
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    expect(most(await rollOut(stage, { strategy }))).toBe(3);
  },
  "spec.strategy.rollingUpdate.maxUnavailable": async (stage) => {
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    const seen = await rollOut(stage, { strategy });
    expect([most(seen), fewestReady(seen)]).toEqual([4, 3]);
  },
  "spec.progressDeadlineSeconds": async (stage) => {
    await apply(stage, "Deployment", { replicas: 1, progressDeadlineSeconds: 30 }, "nginx:1.92");
    await stage.cluster.clock.sleep(20_000);
    const [early] = await stage.cluster.list(query(stage.namespace, "Deployment"));
    expect(condition(early!, "Progressing")).toMatchObject({ status: "True" });
    await eventuallyOne(stage.cluster, query(stage.namespace, "Deployment"), (object) =>
      expect(condition(object, "Progressing")).toMatchObject({ status: "False", reason: "ProgressDeadlineExceeded" }),
    );
  },
  "spec.revisionHistoryLimit": async (stage) => {
    const images = ["nginx:1.29", "nginx:1.30", "registry.k8s.io/pause:3.10.2", "busybox:1.37"];
    for (const [index, image] of images.entries()) {
      await apply(stage, "Deployment", { replicas: 0, revisionHistoryLimit: 1 }, image);
      await untilStatus(stage, "Deployment", { observedGeneration: index + 1 });
      await stage.cluster.clock.sleep(1000);
    }
    const replicaSets = await stage.cluster.list({
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      namespace: stage.namespace,
    });
    expect(replicaSets).toHaveLength(2);
  },
};
