import type { ObjectProblem } from "#core/issue.ts";
import { type JsonMap, valueAt } from "#core/json.ts";
import { podSpecsOf } from "#core/kubernetes/pod-specs.ts";
import { invalid } from "#core/kubernetes/rules/rule.ts";

/** The cluster of a lab has a few small nodes, and others' grades may run on them. */
const MAX_PODS = 50;

/** Of one Pod, with those that only begin it. */
const MAX_CONTAINERS = 20;

/** Of all Pods of one object. */
const MAX_CONTAINERS_OF_ALL = 200;

/** Characters of what all Pods of one object are made from, as JSON: each Pod is a copy of it. */
const MAX_CHARACTERS = 256 * 1024;

const NUMBERS_OF_PODS = [
  ["spec", "replicas"],
  ["spec", "parallelism"],
  ["spec", "jobTemplate", "spec", "parallelism"],
];

/** What a cluster could carry, and a lab does not: too many Pods, too many containers, or Pods that are too large. */
export function tooMuch(object: JsonMap): ObjectProblem[] {
  const numbers = NUMBERS_OF_PODS.flatMap((path) => {
    const number = valueAt(object, path);
    return typeof number === "number" ? [{ path, number }] : [];
  });
  const tooMany = numbers.filter(({ number }) => number > MAX_PODS);
  if (tooMany.length > 0)
    return tooMany.map(({ path, number }) => invalid(path, `at most ${MAX_PODS} in a lab`, number));
  return podSpecsOf(object).flatMap((one) => tooMuchOf(one, numbers[0]));
}

function tooMuchOf(
  { path, spec }: ReturnType<typeof podSpecsOf>[number],
  pods: { path: string[]; number: number } | undefined,
): ObjectProblem[] {
  const lists = (["containers", "initContainers"] as const).map((field) => ({ field, length: lengthOf(spec[field]) }));
  const longest = lists.find(({ length }) => length > MAX_CONTAINERS);
  if (longest)
    return [invalid([...path, longest.field], `at most ${MAX_CONTAINERS} in a lab`, `${longest.length} of them`)];
  const containers = lists.reduce((sum, { length }) => sum + length, 0);
  const number = pods?.number ?? 1;
  if (pods && number * containers > MAX_CONTAINERS_OF_ALL) {
    const most = Math.floor(MAX_CONTAINERS_OF_ALL / containers);
    return [invalid(pods.path, `at most ${most} in a lab, for Pods of ${containers} containers`, number)];
  }
  const characters = JSON.stringify(spec).length;
  if (number * characters <= MAX_CHARACTERS) return [];
  return [
    invalid(
      path,
      `shorter in a lab: at most ${MAX_CHARACTERS} characters as JSON for all Pods together`,
      `${number} × ${characters}`,
    ),
  ];
}

/** Of all objects of a submission. */
const MAX_PODS_TOGETHER = 100;

/** The first object with which there are too many Pods, and what is wrong with it. */
export function tooManyTogether(objects: readonly JsonMap[]): { index: number; problem: ObjectProblem } | undefined {
  let sum = 0;
  for (const [index, object] of objects.entries()) {
    const path = NUMBERS_OF_PODS.find((one) => typeof valueAt(object, one) === "number");
    const pods = path ? (valueAt(object, path) as number) : 1;
    sum += pods;
    if (sum <= MAX_PODS_TOGETHER || !path) continue;
    const most = Math.max(0, MAX_PODS_TOGETHER - (sum - pods));
    const expected = `at most ${most} in a lab, which has ${MAX_PODS_TOGETHER} Pods for all objects together`;
    return { index, problem: invalid(path, expected, pods) };
  }
  return undefined;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
