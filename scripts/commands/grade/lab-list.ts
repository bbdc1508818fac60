import type { Lab } from "#core/lab/lab.ts";

/** Labs in the order in which they are meant to be done, then by name. */
export function inCourseOrder(labs: readonly Lab[]): Lab[] {
  return labs.toSorted((one, other) => order(one) - order(other) || (one.id < other.id ? -1 : 1));
}

const order = ({ file }: Lab): number => file.order ?? Infinity;

/** What somebody reads who has changed no exercise: the labs, and what to do with the first, which `next` says. */
export function labList(labs: readonly Lab[], next: (lab: string) => string): string {
  const width = Math.max(...labs.map(({ id }) => id.length));
  const [first, ...others] = inCourseOrder(labs);
  if (!first) throw new Error("There is no lab to list.");
  return (
    "No exercise has been changed yet. The labs:\n\n" +
    [first, ...others].map(({ id, file }) => `  ${id.padEnd(width)}  ${file.title}\n`).join("") +
    `\nNext: ${next(first.id)}\n`
  );
}
