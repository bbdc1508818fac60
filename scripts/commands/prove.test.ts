import { describe, expect, it, vi } from "vitest";
import { readCorpus } from "#commands/corpus.ts";
import { labNames, openLab } from "#commands/lab-folders.ts";
import { DEFAULT_WORKERS, openCluster } from "#commands/open-place.ts";
import { proveOnClustersOfTheirOwn } from "#commands/prove.ts";
import { validate } from "#core/generated/verdict-validator.js";

vi.setConfig({ testTimeout: 120_000 });

const run = { started: () => undefined, signal: new AbortController().signal };
const open = (workers = DEFAULT_WORKERS) =>
  openCluster(workers, { cluster: "simulated", fresh: false, yes: false, say: () => undefined, signal: run.signal });

describe.each(await labNames())("the lab %s, simulated", async (name) => {
  const lab = await openLab(name);
  const cases = await readCorpus(lab);
  const openLabCluster = () => open(lab.file.cluster?.workers);

  it.each(cases.map((one) => [one.name, one] as const))("%s leads to what its author says", async (_name, one) => {
    const [proof] = await proveOnClustersOfTheirOwn(lab, [one], openLabCluster, run);
    expect(proof).toMatchObject({ proven: true, lab: name, name: one.name });
    expect(validate(proof?.verdict), JSON.stringify(validate.errors)).toBe(true);
  });

  it("gives the same verdict every time", async () => {
    for (const one of cases.filter((one) => one.name === "solution" || one.name === "exercise")) {
      const verdicts = await proveOnClustersOfTheirOwn(
        lab,
        Array.from({ length: 10 }, () => one),
        openLabCluster,
        run,
      );
      const [first, ...others] = verdicts.map(({ verdict }) => ({ ...verdict, timings: undefined }));
      for (const other of others) expect(other).toEqual(first);
    }
  });
});
