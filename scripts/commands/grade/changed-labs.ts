import type { Course } from "#course/course.ts";
import { labNames } from "#course/labs.ts";
import { changedExercises, readExercise, shippedExercises } from "#course/shipped-exercises.ts";

/**
 * The labs whose exercise is not the shipped one; one that was never shipped is among them. A record of digests says it
 * in a clone, a fork, an exported repository and an unpacked archive alike, where git's history says it in none but the first.
 */
export async function changedLabs(course: Course): Promise<string[]> {
  const names = await labNames(course);
  const shipped = [await shippedExercises(course)];
  const changed = await Array.fromAsync(changedExercises(names, (name) => readExercise(name, course), shipped));
  return changed.map(({ lab }) => lab);
}
