import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/available.ts";
import { proveSet } from "#commands/prove-sets.ts";
import { realPlaces } from "#commands/real-places.ts";
import { readCorpus } from "#lab-files/corpus.ts";
import { openLab } from "#lab-files/lab-folders.ts";

/* The two that take the least. All of them are `npm run prove -- --labs experiments --cluster kind`, which takes a quarter of an hour. */

const folder = fileURLToPath(new URL("../../experiments", import.meta.url));

describeWithKubernetes("experiments on a real cluster", (open) => {
  it.each(["kube-scheduler", "coredns"])("the experiment %s shows what its checks say", async (name) => {
    const { signal } = new AbortController();
    const lab = await openLab(name, folder);
    const [experiment] = await readCorpus(lab, folder);
    const places = realPlaces(open, signal);
    const { verdict } = await proveSet(lab, experiment!, { places, simulated: false, signal }).finally(() =>
      places.close(),
    );
    expect(verdict.checks.map(({ id, status, error, mismatches }) => ({ id, status, error, mismatches }))).toEqual(
      lab.file.checks.map(({ id }) => ({ id, status: "pass", mismatches: [] })),
    );
  });
});
