import { isJsonMap, type Json } from "#core/json.ts";
import type { Path } from "#core/path.ts";

const OPERATORS = ["exactly", "contains", "unordered"] as const;

/** How the items of a list are compared where `matches` says it: `{ contains: [80] }`. */
export interface ListOperator {
  name: (typeof OPERATORS)[number];
  items: Json[];
}

/** No field of Kubernetes that is a map holds a list under one of these names, so that a map like this is always meant so. */
export function listOperator(expected: Json | undefined): ListOperator | undefined {
  if (!isJsonMap(expected) || Object.keys(expected).length !== 1) return undefined;
  const name = OPERATORS.find((operator) => Object.hasOwn(expected, operator));
  const items = name && expected[name];
  return name && Array.isArray(items) ? { name, items } : undefined;
}

/** The partial object with the lists themselves where it says how to compare them: what a schema can judge. */
export function withoutOperators(expected: Json): Json {
  const operator = listOperator(expected);
  if (operator) return operator.items.map(withoutOperators);
  if (Array.isArray(expected)) return expected.map(withoutOperators);
  if (!isJsonMap(expected)) return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, withoutOperators(value)]));
}

/** A path in what {@link withoutOperators} gave as the path in what it was given. */
export function pathWithOperators(expected: Json | undefined, path: Path): Path {
  const operator = listOperator(expected);
  const [step, ...rest] = path;
  if (step === undefined) return [];
  if (operator) return [operator.name, ...pathWithOperators(operator.items, path)];
  const below = Array.isArray(expected)
    ? expected[Number(step)]
    : isJsonMap(expected) && Object.hasOwn(expected, step)
      ? expected[step]
      : undefined;
  return [step, ...pathWithOperators(below, rest)];
}
