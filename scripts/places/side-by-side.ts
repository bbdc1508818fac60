import pLimit from "p-limit";
import { aloneLast } from "#commands/alone-last.ts";
import type { Lab } from "#core/lab/lab.ts";

/** Grades on one real cluster side by side: most of them wait, and more would slow each other's Pods down. */
export const SIDE_BY_SIDE = 6;

/**
 * Does work for all, so many at once, those whose lab has the cluster for itself last. The results stand in the order of `all`;
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
