import { afterAll, beforeAll, describe } from "vitest";
import type { Cluster } from "#core/cluster.ts";
import { describeComponents } from "#clusters/contract/components.ts";
import { describeConfiguration } from "#clusters/contract/configuration.ts";
import { describeDisruption } from "#clusters/contract/disruption.ts";
import { describeAccess } from "#clusters/contract/access.ts";
import { describeChanges } from "#clusters/contract/changes.ts";
import { describeContainers } from "#clusters/contract/containers.ts";
import { describeFailures } from "#clusters/contract/failures.ts";
import { describeHealth } from "#clusters/contract/health.ts";
import { describeNodes } from "#clusters/contract/nodes.ts";
import { describePlacement } from "#clusters/contract/placement.ts";
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
    describeChanges(opened);
    describeContainers(opened);
    describeAccess(opened);
    describeTraffic(opened);
    describeNodes(opened);
    describeDisruption(opened);
    describeConfiguration(opened);
    describePlacement(opened);
    describeHealth(opened);
    describeComponents(opened);
  });
}
