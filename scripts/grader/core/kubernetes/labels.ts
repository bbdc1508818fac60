import { ownValue } from "#core/json.ts";
import type { LabelSelector, LabelSelectorRequirement } from "./generated/types.d.ts";

/** Whether the labels satisfy the selector; an empty selector is satisfied by all labels, a missing one by none. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Record<string, string> = {}): boolean {
  return selector !== undefined && selects(selector, labels);
}

/** Whether a selector selects labels; an empty selector selects everything. Source: apimachinery's LabelSelectorAsSelector. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: { [key: string]: string },
): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => ownValue(labels, key) === value);
  return equal && matchExpressions.every((requirement) => meetsRequirement(requirement, labels));
}

/** Whether labels are as one requirement wants them; an operator that does not exist is another rule's to tell. */
export function meetsRequirement(
  { key = "", operator, values = [] }: LabelSelectorRequirement,
  labels: { [key: string]: string },
): boolean {
  const value = ownValue(labels, key);
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return true;
  }
}
