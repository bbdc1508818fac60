import { closestName } from "#core/closest-name.ts";
import type { ObjectProblem } from "#core/issue.ts";
import { ownValue } from "#core/json.ts";
import type { ResourceRequirements } from "#core/kubernetes/generated/types.d.ts";
import { quantityValue } from "#core/kubernetes/quantity.ts";
import { invalid, missing, type Rule } from "#core/kubernetes/rules/rule.ts";
import { badText, labelKey } from "#core/kubernetes/rules/text/formats.ts";

type Amounts = { [name: string]: number | string };

const standard = ["cpu", "memory", "ephemeral-storage"];

/** Source: pkg/apis/core/validation, ValidateResourceRequirements. */
export const resources: Rule<ResourceRequirements> = ({ limits = {}, requests = {} }) => [
  ...amounts("limits", limits),
  ...amounts("requests", requests),
  ...Object.keys(requests).flatMap((name) => requestProblems(name, requests, limits)),
  ...(onlyHugePages({ ...limits, ...requests })
    ? [invalid([], "with cpu or memory beside huge pages", Object.keys(limits))]
    : []),
];

function amounts(field: string, values: Amounts): ObjectProblem[] {
  return Object.entries(values).flatMap(([name, quantity]) => {
    const path = [field, name];
    if (!standard.includes(name) && !/^hugepages-./.test(name)) {
      if (!name.includes("/")) return [invalid(path, [...standard], name, closestName(name, standard))];
      const wrong = badText(labelKey, name, path);
      if (wrong.length > 0) return wrong;
    }
    const value = quantityValue(quantity);
    if (value === undefined) return [];
    if (value < 0) return [invalid(path, "an amount from 0", quantity)];
    return name.includes("/") && !Number.isInteger(value) ? [invalid(path, "a whole number", quantity)] : [];
  });
}

function requestProblems(name: string, requests: Amounts, limits: Amounts): ObjectProblem[] {
  const request = quantityValue(ownValue(requests, name) ?? "");
  const limit = quantityValue(ownValue(limits, name) ?? "");
  const path = ["requests", name];
  // Huge pages and extended resources (those with a domain) cannot be shared, so nobody gets less than the limit.
  const exact = !standard.includes(name);
  if (request === undefined) return [];
  if (ownValue(limits, name) === undefined) return exact && name.includes("/") ? [missing(["limits", name])] : [];
  if (limit === undefined || (exact ? request === limit : request <= limit)) return [];
  return [invalid(path, `${exact ? "the same as" : "at most"} the limit of ${limits[name]}`, requests[name])];
}

function onlyHugePages(all: Amounts): boolean {
  const names = Object.keys(all);
  return names.some((name) => name.startsWith("hugepages-")) && !names.includes("cpu") && !names.includes("memory");
}
