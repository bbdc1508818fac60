import type { Context } from "#core/context.ts";
import { locate } from "#core/explain/locations.ts";
import { observe, type Scene } from "#core/explain/observations.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict, Mismatch } from "#core/generated/verdict.ts";
import { checkVerdict } from "#core/verdict.ts";
import type { CheckOutcome } from "./wait-until.ts";

/** More mismatches than these tell a learner nothing more. */
const MAX_MISMATCHES = 5;

/** What was submitted has no part in what the cluster says. */
const NOTHING: Scene = { findings: [], reasons: new Set(), objects: [] };

/** The verdict on a check that does not hold, with what the cluster says about it. */
export async function failedCheck(
  check: Check,
  { opinion, held }: CheckOutcome & { status: "fail" },
  context: Context,
): Promise<CheckVerdict> {
  // Reading the cluster once more also proves that it answers: a failure seen through a dead watch would not be one.
  const scene = check.manifests ? NOTHING : await observe(context, check, context.manifests);
  const { findings, reasons, objects } = scene;
  const { message, matching } = opinion;
  const mismatches = opinion.mismatches.slice(0, MAX_MISMATCHES);
  return checkVerdict(check, "fail", {
    ...(check.partial && matching && { points: Math.floor((check.points * matching.items) / matching.of) }),
    ...(message && { message }),
    ...(held !== undefined && { held: Math.round(held) }),
    mismatches,
    observed: findings.map(({ kind, object, reason, message }) => ({ kind, object, reason, message })),
    locations: locate(check, findings, mismatches, { manifests: context.manifests, objects }),
    hints: hints(check, reasons, opinion.mismatches),
  });
}

/** Those that fit what was observed or what differs, then those for every failure. */
function hints(check: Check, reasons: ReadonlySet<string>, mismatches: readonly Mismatch[]): string[] {
  const fits = ({ reason = [], path = [] }: NonNullable<Check["hints"][number]["when"]>) =>
    reason.some((one) => reasons.has(one)) ||
    mismatches.some((mismatch) => path.some((beginning) => beginsWith(mismatch.path, beginning)));
  const fitting = check.hints.filter(({ when }) => when && fits(when));
  return [...fitting, ...check.hints.filter(({ when }) => !when)].map(({ say }) => say);
}

/** `spec.selector.app` begins with `spec.selector`, and `spec.selectors` does not. */
function beginsWith(path: string, beginning: string): boolean {
  return path.startsWith(beginning) && /^($|[.[(])/.test(path.slice(beginning.length));
}
