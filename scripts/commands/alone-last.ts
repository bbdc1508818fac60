import type { Lab } from "#core/lab.ts";

/** Labs that have the cluster for themselves go last: while they wait for it they would keep others from beginning. */
export function aloneLast<T>(all: readonly T[], labOf: (one: T) => Lab): T[] {
  const alone = (one: T) => labOf(one).file.cluster?.scope === "cluster";
  return [...all.filter((one) => !alone(one)), ...all.filter(alone)];
}
