import { labNames, LABS } from "#course/labs.ts";
import { changedExercises, readExercise, shippedExercises } from "#course/shipped-exercises.ts";

/**
 * The labs whose exercise is not the shipped one; one that was never shipped is among them. A record of digests says it
 * in a clone, a fork, an exported repository and an unpacked archive alike, where git's history says it in none but the first.
 */
export async function changedLabs(labs = LABS): Promise<string[]> {
  const names = await labNames(labs);
  const shipped = [await shippedExercises(labs)];
  const changed = await Array.fromAsync(changedExercises(names, (name) => readExercise(name, labs), shipped));
  return changed.map(({ lab }) => lab);
}
