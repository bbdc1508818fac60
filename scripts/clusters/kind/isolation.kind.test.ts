import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import spawn from "nano-spawn";
import { afterAll, beforeAll, expect, it } from "vitest";
import { field, pod, pods } from "#clusters/testing/objects.ts";
import { eventuallyOne } from "#clusters/testing/waiting.ts";
import type { Cluster } from "#core/cluster.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { isolateKindCluster } from "./isolation.ts";
import { describeWithKubernetes } from "./testing/describe.ts";
import { gatewayOfKind, restoreWayOut } from "./testing/way-out.ts";

describeWithKubernetes("a kind cluster without a way out", (open) => {
  let cluster: Cluster;
  let namespace = "";
  let host: Server;
  let outside: Record<string, string>;
  let nodes: string[];
  let address: string;

  const docker = async (...args: string[]): Promise<string> => (await spawn("docker", args)).stdout;

  async function inPod(...command: string[]): Promise<string> {
    const { stdout, stderr } = await cluster.exec({ namespace, pod: "inside" }, command);
    return (stdout + stderr).trim();
  }
  const fetchFromPod = async (url: string): Promise<string> => await inPod("wget", "-q", "-T", "2", "-O", "-", url);

  beforeAll(async () => {
    cluster = await open();
    namespace = await cluster.createNamespace("isolation", "baseline");
    await cluster.apply(
      pod(namespace, "inside", { container: { image: "busybox:1.37", command: ["sleep", "600"] } }),
      "grader",
    );
    await cluster.apply(pod(namespace, "neighbour", {}), "grader");
    const ready = (name: string): Promise<KubernetesObject> =>
      eventuallyOne(cluster, { ...pods(namespace), name }, (found) =>
        expect(field(found, "status", "containerStatuses", 0)).toMatchObject({ ready: true }),
      );
    await ready("inside");
    address = String(field(await ready("neighbour"), "status", "podIP"));
    const found = await cluster.list({ apiVersion: "v1", kind: "Node" });
    nodes = found.map(({ metadata }) => metadata.name);
    await restoreWayOut(nodes);
    const gateway = await gatewayOfKind();
    host = createServer((_, response) => response.end("the host answers"));
    host.listen(0, "0.0.0.0");
    await once(host, "listening");
    outside = { gateway: `http://${gateway}:${(host.address() as AddressInfo).port}/`, elsewhere: "http://192.0.2.1/" };
  });

  afterAll(async () => {
    await restoreWayOut(nodes);
    host.close();
    await cluster.deleteNamespace(namespace);
    await cluster.close();
  });

  it("reaches itself, and nothing else any more", async () => {
    const neighbour = `http://${address}/`;
    expect(await fetchFromPod(outside["gateway"]!)).toBe("the host answers");

    const name = nodes.find((node) => node.endsWith("-control-plane"))!.replace(/-control-plane$/, "");
    for (const time of ["once", "again"]) {
      await isolateKindCluster(name, AbortSignal.timeout(30_000));
      expect(await fetchFromPod(outside["gateway"]!), time).toMatch(/timed out/);
      expect(await fetchFromPod(outside["elsewhere"]!), time).toMatch(/unreachable/);
      expect(await fetchFromPod(neighbour), time).toContain("Welcome to nginx");
      expect(await inPod("nslookup", "kubernetes.default.svc.cluster.local"), time).toContain("10.96.0.1");
    }
    expect(await docker("exec", nodes[0]!, "iptables", "-t", "raw", "-S", "PREROUTING")).toMatch(
      /^-P PREROUTING ACCEPT\n-A [^\n]*$/,
    );
  });
});
