import { proveSet } from "#commands/prove/sets.ts";
import type { Cluster } from "#core/cluster.ts";
import { isAlone } from "#core/lab/lab.ts";
import { readCorpus } from "#course/corpus.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { realPlaces } from "#places/real.ts";
import { SIDE_BY_SIDE, sideBySide } from "#places/side-by-side.ts";

export interface SideBySideFigures {
  labs: number;
  /** Milliseconds from the ready cluster until all have their verdicts and have left it, and the same of the slowest by itself. */
  all: number;
  slowest: number;
}

/** Grades the solutions of all labs that can share a real cluster. Rejects if one does not pass. */
export async function benchSideBySide(open: () => Promise<Cluster>): Promise<SideBySideFigures> {
  const { signal } = new AbortController();
  const course = courseAt(".");
  const labs = await Promise.all((await labNames(course)).map((name) => openLab(name, course)));
  const shared = labs.filter((lab) => !isAlone(lab));
  const places = realPlaces(open, signal);
  const started = performance.now();
  const proofs = await sideBySide(
    shared,
    (lab) => lab,
    SIDE_BY_SIDE,
    async (lab) => {
      const solution = (await readCorpus(lab, course)).find(({ name }) => name === "solution");
      if (!solution) throw new Error(`${lab.id} has no solution.`);
      return await proveSet(lab, solution, { places, signal });
    },
  ).finally(() => places.close());
  const all = performance.now() - started;
  const failed = proofs.filter(({ proven }) => !proven).map(({ lab }) => lab);
  if (failed.length > 0) throw new Error(`The solutions of these labs do not pass: ${failed.join(", ")}.`);
  return { labs: shared.length, all, slowest: Math.max(...proofs.map(({ milliseconds }) => milliseconds)) };
}
