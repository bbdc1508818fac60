import { afterAll, beforeAll, describe } from "vitest";
import type { Cluster } from "#core/cluster.ts";
import { describeAccess } from "./access.ts";
import { describeChanges } from "./changes.ts";
import { describeComponents } from "./components.ts";
import { describeConfiguration } from "./configuration.ts";
import { describeContainers } from "./containers.ts";
import { describeDisruption } from "./disruption.ts";
import { describeFailures } from "./failures.ts";
import { describeHealth } from "./health.ts";
import { describeHooks } from "./hooks.ts";
import { describeInitContainers } from "./init-containers.ts";
import { describeNodes } from "./nodes.ts";
import { describePlacement } from "./placement.ts";
import { describeSecurity } from "./security.ts";
import { describeStore } from "./store.ts";
import { describeTraffic } from "./traffic.ts";
import { describeWatch } from "./watch.ts";
import { describeWorkloads } from "./workloads.ts";

type Open = () => Promise<Cluster>;

/**
 * Tests what every {@link Cluster} promises, on the one that `open` gives: a control plane node and two workers, with
 * nothing in them that would get in the way of another namespace.
 */
export function describeClusterContract(name: string, open: Open): void {
  describeOn(`the cluster contract: ${name}`, open, [
    describeStore,
    describeWatch,
    describeWorkloads,
    describeFailures,
    describeChanges,
    describeContainers,
    describeAccess,
    describeTraffic,
    describeDisruption,
    describeConfiguration,
    describePlacement,
    describeHealth,
    describeHooks,
    describeInitContainers,
    describeSecurity,
  ]);
}

/** Tests what every {@link Cluster} promises when its machines and components stop, which takes minutes on a real one. */
export function describeOutageContract(name: string, open: Open): void {
  describeOn(`the cluster contract, outages: ${name}`, open, [describeNodes, describeComponents]);
}

function describeOn(name: string, open: Open, parts: readonly ((opened: () => Cluster) => void)[]): void {
  describe(name, () => {
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
    for (const describePart of parts) describePart(opened);
  });
}
