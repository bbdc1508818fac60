import { perform } from "#core/act.ts";
import { judge } from "#core/assertion.ts";
import { locate } from "#core/blame.ts";
import { milliseconds } from "#core/duration.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import type { Manifest } from "#core/manifest.ts";
import { type Finding, observe } from "#core/observations.ts";
import { subjectOf } from "#core/sight.ts";
import { type Outcome, waitUntil } from "#core/wait-until.ts";
import { type Place, watchSight } from "#core/watch-sight.ts";

/** What is told while checks run. */
export interface CheckListener {
  started(check: Check): void;
  finished(verdict: CheckVerdict): void;
}

const DEFAULT_WITHIN = "30s";

/**
 * Runs every check that can run and gives their verdicts in the order of the lab file: those without `act` side by
 * side, one with `act` alone, one whose need did not pass not at all.
 */
export async function runChecks(
  checks: readonly Check[],
  manifests: readonly Manifest[],
  place: Place,
  listener: CheckListener,
  signal: AbortSignal,
): Promise<CheckVerdict[]> {
  const verdicts = new Map<string, CheckVerdict>();
  const running = new Map<string, Promise<void>>();
  const settle = (verdict: CheckVerdict) => {
    verdicts.set(verdict.id, verdict);
    listener.finished(verdict);
  };
  const start = (check: Check) => {
    listener.started(check);
    const run = runCheck(check, manifests, place, signal).then((verdict) => {
      running.delete(check.id);
      settle(verdict);
    });
    running.set(check.id, run);
  };

  while (verdicts.size < checks.length) {
    const waiting = checks.filter(({ id }) => !verdicts.has(id) && !running.has(id));
    const blocked = waiting.find((check) => blocker(check, verdicts));
    if (blocked) {
      settle(blockedVerdict(blocked, blocker(blocked, verdicts) ?? ""));
      continue;
    }
    const ready = waiting.filter((check) => (check.needs ?? []).every((id) => verdicts.has(id)));
    ready.filter((check) => !check.act).forEach(start);
    const acting = ready.find((check) => check.act);
    if (running.size === 0 && acting) start(acting);
    await Promise.race(running.values());
  }
  return checks.map(({ id }) => verdicts.get(id)).filter((verdict) => verdict !== undefined);
}

/** A verdict on a check that did not run. */
export function unrunVerdict(
  check: Check,
  status: CheckVerdict["status"],
  more: Partial<CheckVerdict> = {},
): CheckVerdict {
  return {
    id: check.id,
    title: check.title,
    status,
    points: 0,
    of: check.points,
    evidence: check.act || check.request ? "behaviour" : "spec",
    mismatches: [],
    observed: [],
    locations: [],
    hints: [],
    milliseconds: 0,
    ...more,
  };
}

function blockedVerdict(check: Check, blockedBy: string): CheckVerdict {
  return unrunVerdict(check, "blocked", { blockedBy });
}

function blocker(check: Check, verdicts: ReadonlyMap<string, CheckVerdict>): string | undefined {
  return check.needs?.find((id) => verdicts.has(id) && verdicts.get(id)?.status !== "pass");
}

async function runCheck(
  check: Check,
  manifests: readonly Manifest[],
  place: Place,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  const started = place.cluster.clock.now();
  const verdict = await decide(check, manifests, place, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return unrunVerdict(check, "error", { error: error instanceof Error ? error.message : String(error) });
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
  if (outcome.status === "pass") return unrunVerdict(check, "pass", { points: check.points });
  if (outcome.status === "error") return unrunVerdict(check, "error", { error: outcome.error });

  // Reading the cluster once more also proves that it answers: a failure seen through a dead watch would not be one.
  const scene = await observe(place);
  // Whether a Service finds its Pods matters where requests are sent, and nowhere else.
  const findings = scene.findings.filter(({ kind }) => kind !== "service" || check.request !== undefined);
  const { mismatches, message } = outcome.opinion;
  return unrunVerdict(check, "fail", {
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
