/** Nobody writes an amount with more letters, and patterns take their time with many. */
const MAX_LENGTH = 100;

const pattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

const powersOfTwo: Record<string, number> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const powersOfTen: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** An amount such as `100m`, `0.5`, `64Mi` or `1e3` as a number; undefined for a text that is none. Source: apimachinery's resource.ParseQuantity. */
export function quantityValue(quantity: string | number): number | undefined {
  const text = String(quantity);
  const match = text.length > MAX_LENGTH ? undefined : pattern.exec(text);
  if (!match) return undefined;
  const suffix = match[1] ?? "";
  const digits = Number(text.slice(0, text.length - suffix.length));
  if (/^[eE]./.test(suffix)) return Number(text);
  const power = powersOfTen[suffix] ?? 0;
  // Dividing keeps 300m equal to 0.3; multiplying with 0.001 would not.
  return power < 0 ? digits / 10 ** -power : digits * 10 ** power * 2 ** (powersOfTwo[suffix] ?? 0);
}

/** What was probably meant by an amount that Kubernetes cannot read: `64M` for `64MB`, `64Mi` for `64 mi`. */
export function repairedQuantity(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt])(i?)b?\s*$/i.exec(text);
  if (!match) return undefined;
  const [, digits, unit = "", binary = ""] = match;
  const upper = unit.toUpperCase();
  return `${digits}${upper === "K" && binary === "" ? "k" : upper}${binary.toLowerCase()}`;
}
