import { describe, expect, it, vi } from "vitest";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { proveOnClustersOfTheirOwn } from "#commands/prove.ts";
import { silentRun, simulatedCluster } from "#commands/simulated-grade.ts";
import { validate } from "#core/generated/verdict-validator.js";

vi.setConfig({ testTimeout: 120_000 });

describe.each(await labNames())("the lab %s, simulated", async (name) => {
  const lab = await openLab(name);
  const cases = await readCorpus(lab);
  const open = simulatedCluster(lab);

  it.each(cases.map((one) => [one.name, one] as const))("%s leads to what its author says", async (_name, one) => {
    const [proof] = await proveOnClustersOfTheirOwn(lab, [one], open, silentRun);
    expect(proof).toMatchObject({ proven: true, lab: name, name: one.name });
    expect(validate(proof?.verdict), JSON.stringify(validate.errors)).toBe(true);
  });

  it("gives the same verdict every time", async () => {
    for (const one of cases.filter((one) => one.name === "solution" || one.name === "exercise")) {
      const verdicts = await proveOnClustersOfTheirOwn(
        lab,
        Array.from({ length: 10 }, () => one),
        open,
        silentRun,
      );
      const [first, ...others] = verdicts.map(({ verdict }) => ({ ...verdict, timings: undefined }));
      for (const other of others) expect(other).toEqual(first);
    }
  });
});
