import pLimit from "p-limit";
import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/available.ts";
import { readCorpus } from "#commands/corpus.ts";
import { SIDE_BY_SIDE } from "#commands/side-by-side.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { proveSet } from "#commands/prove-sets.ts";
import { realPlaces } from "#commands/real-places.ts";
import { proveSimulated } from "#commands/simulated-grade.ts";
import type { Lab } from "#core/lab.ts";
import { type CorpusCase, essence } from "#core/proof.ts";

/* The whole corpus, with the labs that stop and drain nodes, is `npm run prove -- --cluster kind`: it takes too long for a test. */

const labs = await Promise.all((await labNames()).map((name) => openLab(name)));
const beside = labs.filter(({ file }) => file.cluster?.scope !== "cluster");

/** The exercise, the solution, and the first mistake that gets as far as the cluster. */
async function sample(lab: Lab): Promise<CorpusCase[]> {
  const cases = await readCorpus(lab);
  const mistake = cases.find(({ expectation }) => expectation.outcome === "fail");
  return cases.filter((one) => one.name === "exercise" || one.name === "solution" || one === mistake);
}

describeWithKubernetes("the corpus on a real cluster", (open) => {
  it("is proven side by side in one cluster, with the verdicts of the simulated cluster", async () => {
    const { signal } = new AbortController();
    const samples = await Promise.all(beside.map(async (lab) => ({ lab, cases: await sample(lab) })));
    const places = realPlaces(open, signal);
    const work = samples.flatMap(({ lab, cases }) => cases.map((one) => ({ lab, one })));
    const real = await pLimit(SIDE_BY_SIDE)
      .map(work, ({ lab, one }) => proveSet(lab, one, { places, simulated: false, signal }))
      .finally(() => places.close());
    expect(real.filter(({ proven }) => !proven)).toEqual([]);
    expect(real.length).toBe(3 * beside.length);

    for (const { lab, cases } of samples.filter(({ lab }) => !lab.file.cluster?.real)) {
      const preview = await proveSimulated(lab, cases);
      const there = real.filter((proof) => proof.lab === lab.id);
      expect(there.map(({ name, verdict }) => [lab.id, name, essence(verdict)])).toEqual(
        preview.map(({ name, verdict }) => [lab.id, name, essence(verdict)]),
      );
    }
  }, 480_000);
});
