import { isAlone, type Lab } from "#core/lab/lab.ts";

/** Labs that have the cluster for themselves go last: while they wait for it they would keep others from beginning. */
export function aloneLast<T>(all: readonly T[], labOf: (one: T) => Lab): T[] {
  const alone = (one: T) => isAlone(labOf(one));
  return [...all.filter((one) => !alone(one)), ...all.filter(alone)];
}
