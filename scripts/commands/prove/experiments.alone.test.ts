import { expect, it } from "vitest";
import { describeWithKubernetes } from "#clusters/kind/testing/describe.ts";
import { readCorpus } from "#course/corpus.ts";
import { courseAt, withLabs } from "#course/course.ts";
import { openLab } from "#course/labs.ts";
import { realPlaces } from "#places/real.ts";
import { proveSet } from "./sets.ts";

/*
 * The two that take the least. All of them are `npm run checkride -- prove --labs docs/experiments --cluster kind`, which takes a
 * quarter of an hour.
 */

const experiments = withLabs(courseAt("."), courseAt(".").experiments);

describeWithKubernetes("experiments on a real cluster", (open) => {
  it.each(["kube-scheduler", "coredns"])("the experiment %s shows what its checks say", async (name) => {
    const { signal } = new AbortController();
    const lab = await openLab(name, experiments);
    const [experiment] = await readCorpus(lab, experiments);
    const places = realPlaces(open, signal);
    const { verdict } = await proveSet(lab, experiment!, { places, signal }).finally(() => places.close());
    expect(verdict.checks.map(({ id, status, error, mismatches }) => ({ id, status, error, mismatches }))).toEqual(
      lab.file.checks.map(({ id }) => ({ id, status: "pass", mismatches: [] })),
    );
  });
});
