import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/available.ts";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { proveOnClustersOfTheirOwn, proveSideBySide } from "#commands/prove.ts";
import { silentRun, simulatedCluster } from "#commands/simulated-grade.ts";
import { essence } from "#core/proof.ts";

const labs = await labNames();

describeWithKubernetes("the corpus on a real cluster", (open) => {
  it.each(labs)("%s is proven there, with the verdicts of the simulated cluster", async (name) => {
    const lab = await openLab(name);
    const cases = await readCorpus(lab);
    const real = await proveSideBySide(lab, cases, open, silentRun);
    const preview = await proveOnClustersOfTheirOwn(lab, cases, simulatedCluster(lab), silentRun);

    expect(real.filter(({ proven }) => !proven)).toEqual([]);
    expect(real.map(({ name, verdict }) => [name, essence(verdict)])).toEqual(
      preview.map(({ name, verdict }) => [name, essence(verdict)]),
    );
  });
});
