import { perform } from "#core/act.ts";
import { judge } from "#core/assertion.ts";
import { locate } from "#core/blame.ts";
import { milliseconds } from "#core/duration.ts";
import type { Finding } from "#core/findings.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import type { Manifest } from "#core/manifest.ts";
import { observe } from "#core/observations.ts";
import { subjectOf } from "#core/sight.ts";
import { checkVerdict } from "#core/verdict.ts";
import { type Outcome, waitUntil } from "#core/wait-until.ts";
import { type Place, watchSight } from "#core/watch-sight.ts";

const DEFAULT_WITHIN = "30s";

/** Runs one check to its verdict; rejects only with the reason of `signal`. */
export async function runCheck(
  check: Check,
  manifests: readonly Manifest[],
  place: Place,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  const started = place.cluster.clock.now();
  const verdict = await decide(check, manifests, place, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return checkVerdict(check, "error", { error: error instanceof Error ? error.message : String(error) });
  });
  return { ...verdict, milliseconds: Math.round(place.cluster.clock.now() - started) };
}

async function decide(
  check: Check,
  manifests: readonly Manifest[],
  place: Place,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  const missing = check.act && (await perform(check.act, place));
  const outcome: Outcome = missing
    ? { status: "fail", opinion: { mismatches: [missing] } }
    : await wait(check, place, signal);
  if (outcome.status === "pass") {
    // Nothing was heard for a while: only an API that answers proves that nothing happened.
    if (check.for) await place.cluster.list({ apiVersion: "v1", kind: "Pod", namespace: place.namespace });
    return checkVerdict(check, "pass", { points: check.points });
  }
  if (outcome.status === "error") return checkVerdict(check, "error", { error: outcome.error });

  // Reading the cluster once more also proves that it answers: a failure seen through a dead watch would not be one.
  const scene = await observe(place);
  // Whether a Service finds its Pods matters where requests are sent, and nowhere else.
  const findings = scene.findings.filter(({ kind }) => kind !== "service" || check.request !== undefined);
  const { mismatches, message } = outcome.opinion;
  return checkVerdict(check, "fail", {
    ...(message && { message }),
    ...(outcome.held !== undefined && { held: Math.round(outcome.held) }),
    mismatches: mismatches.slice(0, 5),
    observed: findings.map(({ kind, object, reason, message }) => ({ kind, object, reason, message })),
    locations: locate(findings, mismatches, manifests, scene.objects),
    hints: hints(check, findings),
  });
}

function wait(check: Check, place: Place, signal: AbortSignal): Promise<Outcome> {
  const subject = subjectOf(check);
  return waitUntil(
    {
      within: milliseconds(check.within ?? DEFAULT_WITHIN),
      hold: check.for ? milliseconds(check.for) : 0,
      watch: (listener, stop) => watchSight(place, subject, listener, stop),
      judge: (sight) => judge(check, sight),
    },
    place.cluster.clock,
    signal,
  );
}

/** Those that fit what was observed, then those for every failure. */
function hints(check: Check, findings: readonly Finding[]): string[] {
  const reasons = new Set(findings.map(({ reason }) => reason));
  const fitting = check.hints.filter(({ when }) => when?.reason.some((reason) => reasons.has(reason)));
  return [...fitting, ...check.hints.filter(({ when }) => !when)].map(({ say }) => say);
}
