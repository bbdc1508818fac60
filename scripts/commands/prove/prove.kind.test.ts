import pLimit from "p-limit";
import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { versionDifferences } from "#core/kubernetes/version-differences.ts";
import { isAlone, type Lab } from "#core/lab/lab.ts";
import type { CorpusCase } from "#core/proof.ts";
import { realPlaces } from "#places/real.ts";
import { SIDE_BY_SIDE } from "#places/side-by-side.ts";
import type { ProofLine } from "#reporters/proof/report.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { proveSet } from "./sets.ts";
import { changesNodes, essences, proofSamples, type Sample } from "./testing/proof-sample.ts";

/*
 * What stops and drains nodes is in `prove.alone.test.ts`. The whole corpus is `npm run checkride -- prove --cluster kind`: it
 * takes too long for a test.
 */

const samples = await proofSamples();

/** The file sets that can be graded beside others, in rows of which one is graded after the other. */
function rows({ lab, exercise, others }: Sample): CorpusCase[][] {
  if (!isAlone(lab)) return [exercise, ...others].map((one) => [one]);
  // It must not get as far as doing something to nodes: the test holds it to that.
  if (changesNodes(lab).length > 0) return [[exercise]];
  // What such a lab wants for itself is a file on a node: others do not mind it, and two of its own would find each other's.
  return [[exercise], others];
}

const sharing = (lab: Lab): Lab => ({
  ...lab,
  file: { ...lab.file, cluster: { ...lab.file.cluster, scope: "namespace" } },
});

describeWithKubernetes("the corpus on a real cluster", (open) => {
  it("is proven side by side in one cluster, with the verdicts of the simulated cluster", async () => {
    const { signal } = new AbortController();
    const places = realPlaces(open, signal);
    const work = samples.flatMap((sample) => rows(sample).map((row) => ({ lab: sharing(sample.lab), row })));
    const longestFirst = work.toSorted((a, b) => b.row.length - a.row.length);
    const proveRow = async ({ lab, row }: (typeof work)[number]): Promise<ProofLine[]> => {
      const proofs: ProofLine[] = [];
      for (const one of row) proofs.push(await proveSet(lab, one, { places, signal }));
      return proofs;
    };
    const real = (
      await pLimit(SIDE_BY_SIDE)
        .map(longestFirst, proveRow)
        .finally(() => places.close())
    ).flat();
    expect(real.filter(({ proven }) => !proven)).toEqual([]);
    expect(real.length).toBe(work.flatMap(({ row }) => row).length);

    const { version } = real.find(({ verdict }) => verdict.cluster)?.verdict.cluster ?? { version: "" };
    const ownWay = versionDifferences(version).failing;
    for (const sample of samples.filter(({ lab }) => !lab.file.cluster?.real && !(lab.id in ownWay))) {
      const preview = await proveSimulated(sample.lab, rows(sample).flat());
      const there = real.filter((proof) => proof.lab === sample.lab.id);
      expect(essences(there)).toEqual(essences(preview));
    }
    const acted = samples.flatMap(({ lab }) => {
      const verdict = real.find((proof) => proof.lab === lab.id && proof.name === "exercise")?.verdict;
      return verdict?.checks.filter(({ id, status }) => changesNodes(lab).includes(id) && status !== "blocked");
    });
    expect(acted).toEqual([]);
  }, 480_000);
});
