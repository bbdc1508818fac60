const suffixes: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a quantity stands for: `500m` is 0.5, `1Ki` is 1024, `2e3` is 2000
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). NaN for anything else.
 */
export function parseQuantity(quantity: string | number): number {
  const [, amount, suffix = ""] =
    /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(String(quantity)) ?? [];
  return amount === undefined ? Number.NaN : Number(amount) * (suffixes[suffix] ?? Number.NaN);
}
