import { afterAll, beforeAll, describe } from "vitest";
import type { Cluster } from "#core/cluster.ts";
import { describeFailures } from "#clusters/contract/failures.ts";
import { describeStore } from "#clusters/contract/store.ts";
import { describeTraffic } from "#clusters/contract/traffic.ts";
import { describeWatch } from "#clusters/contract/watch.ts";
import { describeWorkloads } from "#clusters/contract/workloads.ts";

/**
 * Tests what every {@link Cluster} promises, on the one that `open` gives: a control plane node and two workers, with
 * nothing in them that would get in the way of another namespace.
 */
export function describeClusterContract(name: string, open: () => Promise<Cluster>): void {
  describe(`the cluster contract: ${name}`, () => {
    let cluster: Cluster | undefined;
    beforeAll(async () => {
      cluster = await open();
    });
    afterAll(async () => {
      await cluster?.close();
    });

    const opened = (): Cluster => {
      if (!cluster) throw new Error("The cluster is not open yet: call this inside a test.");
      return cluster;
    };
    describeStore(opened);
    describeWatch(opened);
    describeWorkloads(opened);
    describeFailures(opened);
    describeTraffic(opened);
  });
}
