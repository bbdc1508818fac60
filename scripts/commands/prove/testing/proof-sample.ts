import type { Act } from "#core/generated/lab.ts";
import type { Lab } from "#core/lab/lab.ts";
import { type CorpusCase, essence } from "#core/proof.ts";
import { readCorpus } from "#course/corpus.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import type { ProofLine } from "#reporters/proof/report.ts";

/** For tests: a lab, and that part of its corpus with which every change is tried on a real cluster. */
export interface Sample {
  lab: Lab;
  exercise: CorpusCase;
  /** The solution, and the first mistake that gets as far as the cluster. */
  others: CorpusCase[];
}

const course = courseAt(".");

/** For tests: a sample of every lab of this repository. */
export async function proofSamples(): Promise<Sample[]> {
  return await Promise.all((await labNames(course)).map(async (name) => sampleOf(await openLab(name, course))));
}

async function sampleOf(lab: Lab): Promise<Sample> {
  const cases = await readCorpus(lab, course);
  const exercise = cases.find(({ name }) => name === "exercise");
  const solution = cases.find(({ name }) => name === "solution");
  const mistake = cases.find(({ expectation }) => expectation.outcome === "fail");
  if (!exercise || !solution || !mistake) throw new Error(`${lab.id}: an exercise, a solution and a mistake expected`);
  return { lab, exercise, others: [solution, mistake] };
}

const OF_NODES: readonly (keyof Act)[] = ["cordon", "uncordon", "drain", "stop", "start"];

/** For tests: the checks of a lab that do something to nodes or components. */
export function changesNodes({ file }: Lab): string[] {
  return file.checks
    .filter(({ act = [] }) => act.some((step) => OF_NODES.some((name) => step[name] !== undefined)))
    .map(({ id }) => id);
}

/** For tests: of each proof what must not depend on the cluster. */
export function essences(proofs: readonly ProofLine[]): object[] {
  return proofs
    .map(({ lab, name, verdict }) => ({ set: `${lab} ${name}`, ...essence(verdict) }))
    .sort((a, b) => (a.set < b.set ? -1 : 1));
}
