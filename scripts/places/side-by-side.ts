import pLimit from "p-limit";
import { isAlone, type Lab } from "#core/lab/lab.ts";

/** Grades on one real cluster side by side: most of them wait, and more would slow each other's Pods down. */
export const SIDE_BY_SIDE = 6;

/**
 * Does work for all, so many at once, those whose lab has the cluster for itself last. The results are in the order of `all`;
 * rejects as soon as one does.
 */
export async function sideBySide<T, Result>(
  all: readonly T[],
  labOf: (one: T) => Lab,
  atOnce: number,
  work: (one: T) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<T, Result>();
  await pLimit(atOnce).map(aloneLast(all, labOf), async (one) => void results.set(one, await work(one)));
  return all.map((one) => results.get(one)!);
}

/** Labs that have the cluster for themselves go last: while they wait for it they would keep others from beginning. */
export function aloneLast<T>(all: readonly T[], labOf: (one: T) => Lab): T[] {
  const alone = (one: T) => isAlone(labOf(one));
  return [...all.filter((one) => !alone(one)), ...all.filter(alone)];
}
