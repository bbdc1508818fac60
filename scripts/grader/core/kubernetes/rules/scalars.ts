import type { ObjectProblem } from "#core/issue.ts";
import { quantityValue, repairedQuantity } from "#core/kubernetes/quantity.ts";
import { invalid, outsideRange, type Rule } from "./rule.ts";

/** Source: apimachinery's resource.Quantity; a quantity that cannot be read fails the decoding. */
const quantity: Rule<string | number> = (value) =>
  quantityValue(value) === undefined
    ? [invalid([], "an amount such as 500m, 0.5, 64Mi or 1G", value, repairedQuantity(String(value)))]
    : [];

/** Source: Go's int32; a larger number fails the decoding. */
const int32: Rule<number> = (value) => outsideRange([], value, -(2 ** 31), 2 ** 31 - 1);

/** Source: IntOrString holds an int32. */
const intOrString: Rule<number | string> = (value) =>
  typeof value === "number" ? outsideRange([], value, -(2 ** 31), 2 ** 31 - 1) : [];

/** Source: Go's base64.StdEncoding, which passes over line ends. */
const bytes: Rule<string> = (value) =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replaceAll(/[\r\n]/g, ""))
    ? []
    : [invalid([], "base64", value)];

/** Source: apimachinery's meta/v1 Time and MicroTime, RFC 3339. */
const time: Rule<string> = (value): ObjectProblem[] =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
    ? []
    : [invalid([], "a time such as 2026-01-31T12:00:00Z", value)];

/** Rules for scalars, by the names that the table of fields gives them. */
export const scalarRules: { readonly [type: string]: Rule<never> } = {
  bytes,
  int32,
  "int-or-string": intOrString,
  quantity,
  time,
};
