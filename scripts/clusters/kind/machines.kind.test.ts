import { afterAll, beforeAll, expect, it } from "vitest";
import { UnsupportedError, type Cluster } from "#core/cluster.ts";
import { kindMachines } from "./machines.ts";
import { describeWithKubernetes } from "./testing/describe.ts";

describeWithKubernetes("machines of a kind cluster", (open) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await open();
  });
  afterAll(async () => await cluster.close());

  it.each(["https://cluster.example:6443", "https://127.0.0.1:1"])(
    "stops nothing where Docker does not publish the API at %s, whatever its nodes are called",
    async (server) => {
      const [node] = await cluster.list({ apiVersion: "v1", kind: "Node" });
      const machines = kindMachines(server);
      await expect(machines.stop(node!.metadata.name)).rejects.toBeInstanceOf(UnsupportedError);
      await expect(machines.stopStaticPod("kube-scheduler")).rejects.toThrow(
        `Nodes and components can be stopped only in a kind cluster of this machine, and ${server} is none. Next: grade this lab with --cluster kind.`,
      );
    },
  );

  it("knows its nodes, and no other", async () => {
    await expect(cluster.stopNode("nobody")).rejects.toMatchObject({
      name: "RefusedError",
      reason: "NotFound",
      message: 'nodes "nobody" not found',
    });
  });
});
