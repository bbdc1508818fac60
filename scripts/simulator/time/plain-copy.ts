const cloned = globalThis.structuredClone;

/**
 * A copy as `structuredClone` makes it, several times as fast for what Kubernetes objects are made of. Webernetes copies
 * whatever it hands on, which otherwise takes a quarter of the time of a rollout. What occurs twice in the value is
 * copied twice, and it must not contain itself.
 */
export function plainCopy<T>(value: T): T;
export function plainCopy(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "function" ? cloned(value) : value;
  if (Array.isArray(value)) return value.map(plainCopy);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    return value instanceof Date ? new Date(value.getTime()) : cloned(value);
  const copy: Record<string, unknown> = { ...value };
  // A list of the keys would take as much time as the copy.
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === "object" || typeof field === "function") copy[key] = plainCopy(field);
  }
  return copy;
}

/** Lets the global `structuredClone` be `plainCopy` until the returned function is called; see `turns.ts`. */
export function lendPlainCopy(): () => void {
  const own = globalThis.structuredClone;
  globalThis.structuredClone = plainCopy;
  return () => {
    globalThis.structuredClone = own;
  };
}
