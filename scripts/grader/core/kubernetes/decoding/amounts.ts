import { isJsonMap, type Json } from "#core/json.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { type FieldType, typeBelow, typeOfKind } from "#core/kubernetes/schema/field-types.ts";

/** A valid object with every amount as the API server gives it back: `50m` for `0.050`, `1Gi` for `1024Mi`. */
export function withCanonicalAmounts(object: KubernetesObject): KubernetesObject {
  const type = typeOfKind(kindName(object));
  return type ? (canonical(object as unknown as Json, type) as unknown as KubernetesObject) : object;
}

function canonical(value: Json, type: FieldType): Json {
  if (type.is === "scalar") return type.name === "quantity" ? canonicalQuantity(value as string | number) : value;
  if (Array.isArray(value)) return type.is === "list" ? value.map((item) => canonical(item, type.item)) : value;
  if (!isJsonMap(value)) return value;
  // Resources are counted in thousandths. Source: SetDefaults_ResourceList.
  const rounded = type.is === "map" && type.item.is === "scalar" && type.item.name === "quantity";
  const fields = Object.entries(value).map(([key, field]): [string, Json] => {
    const below = typeBelow(type, key);
    if (rounded) return [key, canonicalQuantity(field as string | number, MILLI)];
    return [key, below ? canonical(field, below) : field];
  });
  return Object.fromEntries(fields);
}

const NANO = 1n;
const MILLI = 1_000_000n;
const ONE = 1_000_000_000n;

const PARTS = /^([+-]?)(\d*)\.?(\d*)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE])?$/;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/**
 * An amount that Kubernetes can read, in its canonical form; one with an exponent stays as it is, because Kubernetes
 * mostly leaves it so. Source: apimachinery's resource.Quantity.
 */
function canonicalQuantity(written: string | number, unit = NANO): string {
  const text = String(written);
  const parts = PARTS.exec(text);
  if (!parts) return text;
  const [, sign, whole = "", fraction = "", suffix = ""] = parts;
  const binary = Math.max(0, BINARY.indexOf(suffix));
  const digits = BigInt(whole + fraction || "0") * 1024n ** BigInt(binary);
  const power = 9 - fraction.length + (binary > 0 ? 0 : 3 * (DECIMAL.indexOf(suffix) - 3));
  const exact = power >= 0 ? digits * 10n ** BigInt(power) : roundedUp(digits, 10n ** BigInt(-power));
  const amount = roundedUp(exact, unit) * unit;
  const minus = sign === "-" && amount > 0n ? "-" : "";
  const inBytes = binary > 0 && amount >= 1024n * ONE && amount % ONE === 0n;
  if (inBytes) return minus + inPowers(amount / ONE, 1024n, BINARY);
  return minus + inPowers(amount, 1000n, DECIMAL);
}

/** The amount with the largest unit that leaves it whole. */
function inPowers(amount: bigint, base: bigint, units: readonly string[]): string {
  if (amount === 0n) return "0";
  let [left, index] = [amount, 0];
  while (left % base === 0n && index < units.length - 1) [left, index] = [left / base, index + 1];
  return `${left}${units[index]}`;
}

function roundedUp(amount: bigint, unit: bigint): bigint {
  return (amount + unit - 1n) / unit;
}
