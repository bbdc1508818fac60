import { describe, expect, it, vi } from "vitest";
import { readCorpus } from "#course/corpus.ts";
import { courseAt, withLabs } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { folderProblems } from "./lab-rules.ts";

vi.setConfig({ testTimeout: 120_000 });

const experiments = withLabs(courseAt("."), courseAt(".").experiments);

describe.each(await labNames(experiments))("the experiment %s, simulated", async (name) => {
  const lab = await openLab(name, experiments);
  const [experiment, ...others] = await readCorpus(lab, experiments);

  it("shows what its checks say, or says that it cannot, the same every time", async () => {
    expect(others).toEqual([]);
    const proofs = await proveSimulated(lab, [experiment!, experiment!]);
    const status = lab.file.cluster?.real ? "unsupported" : "pass";
    for (const { verdict, proven } of proofs) {
      expect(verdict.checks.map((check) => [check.id, check.status])).toEqual(
        lab.file.checks.map(({ id }) => [id, status]),
      );
      expect(proven).toBe(true);
    }
    const [first, second] = proofs.map(({ verdict }) => ({ ...verdict, timings: undefined }));
    expect(second).toEqual(first);
  });

  it("keeps the rules for authors", async () => {
    expect(await folderProblems(lab, experiments)).toEqual([]);
    expect(lab.file.lesson).toMatch(/#/);
  });
});
