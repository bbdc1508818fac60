const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

/** Milliseconds of `500ms`, `30s` or `2m`, as the lab schema allows them. */
export function milliseconds(duration: string): number {
  const [, amount, unit] = /^(\d+)(ms|s|m)$/.exec(duration) ?? [];
  const factor = UNITS[unit ?? ""];
  if (factor === undefined) throw new Error(`not a duration: ${duration}`);
  return Number(amount) * factor;
}
