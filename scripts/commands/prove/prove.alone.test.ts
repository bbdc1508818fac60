import { expect, it } from "vitest";
import { kindMachines } from "#clusters/kind/machines.ts";
import { clusterReady } from "#clusters/kind/ready.ts";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { openKubernetesCluster } from "#clusters/kubernetes/cluster.ts";
import { atLeastOne } from "#core/at-least-one.ts";
import type { Cluster } from "#core/cluster.ts";
import { realPlaces } from "#places/real.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { proveSet } from "./sets.ts";
import { changesNodes, essences, proofSamples } from "./testing/proof-sample.ts";

/* Labs that stop and drain nodes. Their exercises, which do not get so far, are in `prove.kind.test.ts`. */

const samples = atLeastOne(
  (await proofSamples()).filter(({ lab }) => changesNodes(lab).length > 0),
  "lab that stops or drains nodes",
);

describeWithKubeconfig("the corpus of labs that stop and drain nodes", (kubeconfig) => {
  it("is proven on a real cluster, with the verdicts of the simulated cluster", async () => {
    const { signal } = new AbortController();
    const open = async (): Promise<Cluster> => {
      await clusterReady(kubeconfig, 3, signal);
      return await openKubernetesCluster({ kubeconfig, machines: kindMachines });
    };
    const places = realPlaces(open, signal);
    const work = samples.flatMap(({ lab, others }) => others.map((one) => ({ lab, one })));
    // Each waits until those before it have left.
    const real = await Promise.all(
      work.map(async ({ lab, one }) => await proveSet(lab, one, { places, signal })),
    ).finally(() => places.close());
    // For the next file: what was switched off is on again, and may not be Ready yet.
    await clusterReady(kubeconfig, 3, signal);
    expect(real.filter(({ proven }) => !proven)).toEqual([]);
    expect(real.length).toBe(2 * samples.length);

    const preview = await Promise.all(samples.map(({ lab, others }) => proveSimulated(lab, others)));
    expect(essences(real)).toEqual(essences(preview.flat()));
  }, 900_000);
});
