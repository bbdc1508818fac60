import { UsageError } from "#commands/cli/usage-error.ts";
import { labFolder, labNames, LABS } from "#course/labs.ts";
import { changedExercises, readExercise, shippedExercises } from "#course/shipped-exercises.ts";

/**
 * The labs whose exercise is not the shipped one; one that was never shipped is among them. A record of digests says it
 * in a clone, a fork, an exported repository and an unpacked archive alike, where git's history says it in none but the first.
 * Throws {@link UsageError} if there are none.
 */
export async function changedLabs(labs = LABS): Promise<string[]> {
  const names = await labNames(labs);
  const shipped = [await shippedExercises(labs)];
  const changed = await Array.fromAsync(changedExercises(names, (name) => readExercise(name, labs), shipped));
  if (changed.length > 0) return changed.map(({ lab }) => lab);
  throw new UsageError(
    `No exercise was changed: all are as they were shipped.\n` +
      `Next: edit the files of one, such as ${labFolder(names[0]!, labs)}/exercise, or name a lab to grade it as it is.\n` +
      `Labs: ${names.join(", ")}`,
  );
}
