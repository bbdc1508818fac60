import { labNames, openLab } from "#commands/lab-folders.ts";
import type { Lab } from "#core/lab.ts";

/** The labs that a simulated cluster can judge. */
export async function simulatedLabs(): Promise<Lab[]> {
  const labs = await Promise.all((await labNames()).map((name) => openLab(name)));
  return labs.filter(({ file }) => !file.cluster?.real);
}
