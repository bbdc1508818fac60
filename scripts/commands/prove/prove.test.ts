import { describe, expect, it, vi } from "vitest";
import { validate } from "#core/generated/verdict-validator.js";
import { readCorpus } from "#course/corpus.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import type { ProofLine } from "#reporters/proof/report.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { askProblems } from "./asks.ts";
import { coverageProblems, folderProblems, likenessProblems } from "./lab-rules.ts";

vi.setConfig({ testTimeout: 120_000 });

const course = courseAt(".");

describe.each(await labNames(course))("the lab %s, simulated", async (name) => {
  const lab = await openLab(name, course);
  const cases = await readCorpus(lab, course);
  let proving: Promise<ProofLine[]> | undefined;
  const proofsOfAll = () => (proving ??= proveSimulated(lab, cases));

  it("leads to what its author says, and keeps the rules for authors", async () => {
    const proofs = await proofsOfAll();
    for (const proof of proofs) {
      expect(proof).toMatchObject({ proven: true });
      expect(validate(proof.verdict), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(proofs.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    const problems = [
      ...(await folderProblems(lab, course)),
      ...coverageProblems(lab, cases),
      ...(await askProblems(lab, cases, course)),
      ...likenessProblems(cases, proofs),
    ];
    expect(problems).toEqual([]);
  });

  it("has eight ways and eight lures, and half of them go back to what somebody published", () => {
    const named = (folder: string) => cases.filter((one) => one.name.startsWith(`${folder}/`));
    const both = [...named("ways"), ...named("lures")];
    expect(Math.min(named("ways").length, named("lures").length)).toBeGreaterThanOrEqual(8);
    expect(both.filter(({ source }) => source !== undefined).length).toBeGreaterThanOrEqual(both.length / 2);
  });

  it("gives the same verdict every time", async () => {
    const proofs = await proofsOfAll();
    for (const name of ["solution", "exercise"]) {
      const one = cases.find((one) => one.name === name)!;
      const verdicts = [proofs.find((proof) => proof.name === name)!, ...(await proveSimulated(lab, [one, one]))];
      const [first, ...others] = verdicts.map(({ verdict }) => ({ ...verdict, timings: undefined }));
      for (const other of others) expect(other).toEqual(first);
    }
  });
});
