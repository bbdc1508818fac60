import type { LabelSelector } from "#core/kubernetes/generated/types.d.ts";
import { selects } from "#core/kubernetes/rules/metadata.ts";

/** Whether the labels satisfy the selector; an empty selector is satisfied by all labels, a missing one by none. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Record<string, string> = {}): boolean {
  return selector !== undefined && selects(selector, labels);
}
