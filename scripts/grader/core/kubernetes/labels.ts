import type { LabelSelector } from "./generated/types.d.ts";
import { selects } from "./rules/metadata.ts";

/** Whether the labels satisfy the selector; an empty selector is satisfied by all labels, a missing one by none. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Record<string, string> = {}): boolean {
  return selector !== undefined && selects(selector, labels);
}
