import { expect } from "vitest";
import { conditionStatus } from "#clusters/testing/objects.ts";
import type { Json } from "#core/json.ts";
import { applyPod, ask, untilPod, type Proof, type Stage } from "./stage.ts";

async function apply({ cluster, namespace }: Stage, name: string, spec: Record<string, Json>) {
  return await cluster.apply(
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace },
      spec: { selector: { app: "web" }, ...spec },
    },
    "grader",
  );
}

/** A ready nginx Pod with the label `app: web`, and a moment for the rules to follow. */
async function serveWeb(stage: Stage): Promise<void> {
  await applyPod(stage, "web", { ports: [{ name: "http", containerPort: 80 }] });
  await untilPod(stage, "web", (pod) => expect(conditionStatus(pod, "Ready")).toBe("True"));
  await stage.cluster.clock.sleep(1000);
}

/** The proofs for a Service's spec. */
export const serviceProofs: Record<string, Proof> = {
  "spec.type": async (stage) => {
    const plain = await apply(stage, "plain", { type: "ClusterIP", ports: [{ port: 80 }] });
    const open = await apply(stage, "open", { type: "NodePort", ports: [{ port: 80 }] });
    expect(plain.spec).toMatchObject({ ports: [expect.not.objectContaining({ nodePort: expect.anything() })] });
    expect(open.spec).toMatchObject({ ports: [{ nodePort: expect.any(Number) }] });
    await serveWeb(stage);
    expect([await ask(stage, "plain"), await ask(stage, "open")]).toEqual([200, 200]);
  },
  "spec.selector": async (stage) => {
    await apply(stage, "right", { ports: [{ port: 80 }] });
    await apply(stage, "wrong", { selector: { app: "wbe" }, ports: [{ port: 80 }] });
    await serveWeb(stage);
    expect([await ask(stage, "right"), await ask(stage, "wrong")]).toEqual([200, "connection refused"]);
  },
  "spec.ports[].name": async (stage) => {
    const ports = [
      { name: "first", port: 80, targetPort: 80 },
      { name: "second", port: 8080, targetPort: 81 },
    ];
    const slices = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace: stage.namespace };
    await apply(stage, "web", { ports });
    await serveWeb(stage);
    const [slice] = await stage.cluster.list(slices);
    expect(slice?.["ports"]).toMatchObject([
      { name: "first", port: 80 },
      { name: "second", port: 81 },
    ]);
  },
  "spec.ports[].port": async (stage) => {
    await apply(stage, "web", { ports: [{ port: 8080, targetPort: 80 }] });
    await serveWeb(stage);
    expect([await ask(stage, "web", 8080), await ask(stage, "web", 80)]).toEqual([200, "connection refused"]);
  },
  "spec.ports[].targetPort": async (stage) => {
    await apply(stage, "number", { ports: [{ port: 80, targetPort: 80 }] });
    await apply(stage, "name", { ports: [{ port: 80, targetPort: "http" }] });
    await apply(stage, "wrong", { ports: [{ port: 80, targetPort: 81 }] });
    await serveWeb(stage);
    expect([await ask(stage, "number"), await ask(stage, "name"), await ask(stage, "wrong")]).toEqual([
      200,
      200,
      "connection refused",
    ]);
  },
  "spec.ports[].nodePort": async (stage) => {
    const ports = [{ port: 80, nodePort: 30_080 }];
    expect((await apply(stage, "first", { type: "NodePort", ports })).spec).toMatchObject({ ports });
    await expect(apply(stage, "second", { type: "NodePort", ports })).rejects.toMatchObject({ reason: "Invalid" });
  },
  "spec.clusterIP": async (stage) => {
    // The name stands for the Pods' own addresses, so that no port is translated.
    await apply(stage, "direct", { clusterIP: "None", ports: [{ port: 80, targetPort: 80 }] });
    await apply(stage, "other", { clusterIP: "None", ports: [{ port: 8080, targetPort: 80 }] });
    await apply(stage, "nobody", { clusterIP: "None", selector: { app: "wbe" }, ports: [{ port: 80 }] });
    await serveWeb(stage);
    expect([await ask(stage, "direct"), await ask(stage, "other", 8080), await ask(stage, "nobody")]).toEqual([
      200,
      "connection refused",
      "name not found",
    ]);
  },
  "spec.publishNotReadyAddresses": async (stage) => {
    await apply(stage, "strict", { ports: [{ port: 80 }] });
    await apply(stage, "lenient", { publishNotReadyAddresses: true, ports: [{ port: 80 }] });
    await applyPod(stage, "web", { readinessProbe: { httpGet: { path: "/nope", port: 80 } } });
    await stage.cluster.clock.sleep(10_000);
    expect([await ask(stage, "strict"), await ask(stage, "lenient")]).toEqual(["connection refused", 200]);
  },
};
