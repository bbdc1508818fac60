import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/available.ts";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { DEFAULT_WORKERS, openCluster } from "#commands/open-place.ts";
import { proveOnClustersOfTheirOwn, proveSideBySide } from "#commands/prove.ts";
import { essence } from "#core/proof.ts";

const run = { started: () => undefined, signal: new AbortController().signal };

const labs = await labNames();

describeWithKubernetes("the corpus on a real cluster", (open) => {
  it.each(labs)("%s is proven there, with the verdicts of the simulated cluster", async (name) => {
    const lab = await openLab(name);
    const cases = await readCorpus(lab);
    const simulated = () =>
      openCluster(lab.file.cluster?.workers ?? DEFAULT_WORKERS, {
        cluster: "simulated",
        fresh: false,
        yes: false,
        say: () => undefined,
        signal: run.signal,
      });

    const real = await proveSideBySide(lab, cases, open, run);
    const preview = await proveOnClustersOfTheirOwn(lab, cases, simulated, run);

    expect(real.filter(({ proven }) => !proven)).toEqual([]);
    expect(real.map(({ name, verdict }) => [name, essence(verdict)])).toEqual(
      preview.map(({ name, verdict }) => [name, essence(verdict)]),
    );
  });
});
