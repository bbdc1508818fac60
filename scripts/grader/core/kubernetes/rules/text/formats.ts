import type { ObjectProblem } from "#core/issue.ts";
import { invalid } from "#core/kubernetes/rules/rule.ts";
import type { Path } from "#core/path.ts";

/** How a text must look, in words that complete "must be …", and what to write instead of a near miss. */
export interface TextFormat {
  expected: string;
  accepts(text: string): boolean;
  repaired?(text: string): string;
}

function format(expected: string, pattern: RegExp, most: number, repaired?: (text: string) => string): TextFormat {
  return { expected, accepts: (text) => text.length <= most && pattern.test(text), ...(repaired && { repaired }) };
}

function dashed(text: string, allowed: RegExp): string {
  return text.replaceAll(allowed, "-").replaceAll(/^[-._]+|[-._]+$/g, "");
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

/** Source: apimachinery's validation.IsDNS1123Label. */
export const dnsLabel = format(
  "at most 63 lowercase letters, digits and dashes, with a letter or digit at both ends",
  new RegExp(`^${label}$`),
  63,
  (text) => dashed(text.toLowerCase(), /[^a-z0-9]+/g),
);

/** Source: apimachinery's validation.IsDNS1123Subdomain. */
export const dnsSubdomain = format(
  "at most 253 lowercase letters, digits, dashes and dots, with a letter or digit at both ends of each part",
  new RegExp(String.raw`^${label}(\.${label})*$`),
  253,
  (text) => dashed(text.toLowerCase(), /[^a-z0-9.]+/g),
);

/** Source: apimachinery's validation.IsValidLabelValue. */
export const labelValue = format(
  "at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends",
  /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  63,
  (text) => dashed(text, /[^A-Za-z0-9_.]+/g),
);

const qualifiedName = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Source: apimachinery's validation.IsQualifiedName. */
export const labelKey: TextFormat = {
  expected:
    "a name (at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends), before it perhaps a domain and a slash",
  accepts(text) {
    const parts = text.split("/");
    const name = parts.pop() ?? "";
    const [prefix] = parts;
    if (parts.length > 1 || name.length > 63 || !qualifiedName.test(name)) return false;
    return prefix === undefined || dnsSubdomain.accepts(prefix);
  },
  repaired: (text) =>
    text
      .split("/")
      .map((part) => dashed(part, /[^A-Za-z0-9_.]+/g))
      .join("/"),
};

/** Source: apimachinery's validation.ValidateAnnotations: as a label's name, in lower case when it is looked at. */
export const annotationKey: TextFormat = {
  ...labelKey,
  accepts: (text) => labelKey.accepts(text.toLowerCase()),
};

/** Source: apimachinery's validation.IsValidPortName (RFC 6335). */
export const portName: TextFormat = {
  expected: "at most 15 lowercase letters, digits and single dashes, with at least one letter and no dash at the ends",
  accepts: (text) => text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
  repaired: (text) => dashed(text.toLowerCase(), /[^a-z0-9]+/g).slice(0, 15),
};

/** Source: apimachinery's validation.IsRelaxedEnvVarName. */
export const variableName = format("printable ASCII characters other than '='", /^[ -<>-~]+$/, Infinity);

/** Source: apimachinery's validation.IsConfigMapKey. */
export const configKey: TextFormat = {
  expected: "at most 253 letters, digits, dashes, underscores and dots (and not '.' or a beginning '..')",
  accepts: (text) => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== "." && !text.startsWith(".."),
  repaired: (text) => text.replaceAll(/[^-._a-zA-Z0-9]+/g, "-"),
};

/** Source: apimachinery's path.IsValidPathSegmentName. */
export const pathSegment: TextFormat = {
  expected: "a name without '/' and '%', other than '.' and '..'",
  accepts: (text) => !/[/%]/.test(text) && text !== "." && text !== "..",
};

/** Source: apimachinery's validation.IsHTTPHeaderName. */
export const headerName = format("letters, digits and dashes", /^[-A-Za-z0-9]+$/, Infinity);

/** A longer text is no near miss, and what repairs it would take its time with it. */
const MAX_REPAIRED = 300;

/** What is wrong with a text; nothing when it is absent. */
export function badText(wanted: TextFormat, text: string | undefined, path: Path): ObjectProblem[] {
  if (text === undefined || wanted.accepts(text)) return [];
  const repaired = text.length > MAX_REPAIRED ? undefined : wanted.repaired?.(text);
  return [invalid(path, wanted.expected, text, repaired && wanted.accepts(repaired) ? repaired : undefined)];
}
