import { atLeastOne } from "#core/at-least-one.ts";
import type { Lab } from "#core/lab/lab.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";

/** The labs that a simulated cluster can judge. */
export async function simulatedLabs(): Promise<Lab[]> {
  const course = courseAt(".");
  const labs = await Promise.all((await labNames(course)).map((name) => openLab(name, course)));
  return atLeastOne(
    labs.filter(({ file }) => !file.cluster?.real),
    "lab that a simulated cluster can judge",
  );
}
