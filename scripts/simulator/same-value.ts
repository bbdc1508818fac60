/** Whether two JSON values are the same; the order of a map's keys does not matter, and a key without value is none. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  return hasAllOf(left as Fields, right as Fields) && hasNoMoreThan(left as Fields, right as Fields);
}

type Fields = Record<string, unknown>;

function hasAllOf(left: Fields, right: Fields): boolean {
  return Object.keys(left).every((key) => sameValue(left[key], right[key]));
}

function hasNoMoreThan(left: Fields, right: Fields): boolean {
  return Object.keys(right).every((key) => right[key] === undefined || left[key] !== undefined);
}
