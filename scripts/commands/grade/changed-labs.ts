import { UsageError } from "#commands/cli/usage-error.ts";
import type { Course } from "#course/course.ts";
import { labFolder } from "#course/labs.ts";
import { exerciseDigests, shippedExercises } from "#course/shipped-exercises.ts";

/**
 * The labs whose exercise is not the shipped one; one that was never shipped is among them. A record of digests says it
 * in a clone, a fork, an exported repository and an unpacked archive alike, where git's history says it in none but the first.
 * Throws {@link UsageError} if there are none.
 */
export async function changedLabs(course: Course): Promise<string[]> {
  const shipped = await shippedExercises(course);
  const now = await exerciseDigests(course);
  const changed = Object.keys(now).filter((name) => now[name] !== shipped[name]);
  if (changed.length > 0) return changed;
  const names = Object.keys(now);
  throw new UsageError(
    `No exercise was changed: all are as they were shipped.\n` +
      `Next: edit the files of one, such as ${labFolder(names[0]!, course)}/exercise, or name a lab to grade it as it is.\n` +
      `Labs: ${names.join(", ")}`,
  );
}
