import "#simulator/webernetes/node-resolver.ts";
import { describe, expect, it } from "vitest";
import { deployment, field, pods, service } from "#clusters/testing/objects.ts";
import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";

const { openSimulatedCluster } = await import("./cluster.ts");

const probes = { readinessProbe: { httpGet: { path: "/", port: 80 } }, livenessProbe: { tcpSocket: { port: 80 } } };

/** What happens to a Deployment that is rolled to a missing image: names, times since the start, states, answers, events. */
async function trace(): Promise<string[]> {
  const cluster = await openSimulatedCluster({ workers: 2 });
  const start = cluster.clock.now();
  const namespace = await cluster.createNamespace("trace", "baseline");
  const lines: string[] = [];
  const over = new AbortController();
  const write = (found: KubernetesObject[]): void => {
    const states = found.map(
      (pod) => `${pod.metadata.name} ${String(field(pod, "spec", "nodeName"))} ${JSON.stringify(readyState(pod))}`,
    );
    lines.push(`${cluster.clock.now() - start} ${states.join(", ")}`);
  };
  cluster.watch(pods(namespace), { changed: write, failed: () => lines.push("failed") }, over.signal);
  await cluster.apply(deployment(namespace, "web", { replicas: 3, container: probes }), "grader");
  await cluster.apply(service(namespace, "web", "web", 80), "grader");
  await cluster.clock.sleep(5000);
  const request = { namespace, to: { service: "web" }, port: 80, path: "/", times: 5, timeoutMilliseconds: 1000 };
  lines.push(...(await cluster.request(request)).map((response) => String(response.status)));
  await cluster.apply(
    deployment(namespace, "web", { replicas: 3, container: { ...probes, image: "nginx:1.92" } }),
    "grader",
  );
  await cluster.clock.sleep(20_000);
  over.abort();
  lines.push(...(await eventLines(cluster, namespace)));
  await cluster.close();
  return lines;
}

function readyState(pod: KubernetesObject): unknown {
  return [field(pod, "status", "containerStatuses", 0, "state", "waiting", "reason"), field(pod, "status", "phase")];
}

async function eventLines(cluster: Cluster, namespace: string): Promise<string[]> {
  const events = await cluster.list({ apiVersion: "v1", kind: "Event", namespace });
  return events.map((event) => `${String(event["reason"])} ${String(event["count"])} ${String(event["message"])}`);
}

describe("the same objects in a new cluster", { timeout: 180_000 }, () => {
  it("make the same things happen, twenty times over", async () => {
    const first = await trace();
    expect(first.length).toBeGreaterThan(30);
    for (let run = 1; run < 20; run += 1) expect(await trace()).toEqual(first);
  });

  it("make the same things happen while two other clusters run in the same process", async () => {
    const alone = await trace();
    expect(await Promise.all([trace(), trace(), trace()])).toEqual([alone, alone, alone]);
  });

  it("leave Math.random as it was", async () => {
    const own = Math.random;
    const running = trace();
    const seen = new Set<unknown>();
    const looking = setInterval(() => seen.add(Math.random), 0);
    await running;
    clearInterval(looking);
    expect([...seen]).toEqual([own]);
    expect(Math.random).toBe(own);
  });
});
