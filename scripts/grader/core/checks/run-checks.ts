import type { Context } from "#core/context.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import { checkVerdict } from "#core/verdict.ts";
import { runCheck } from "./run-check.ts";

/** What is told while checks run. */
export interface CheckListener {
  started(check: Check): void;
  finished(verdict: CheckVerdict): void;
}

/**
 * Runs every check that can run and gives their verdicts in the order of the lab file: those without `act` side by
 * side, one with `act` alone, one whose need did not pass not at all.
 */
export async function runChecks(
  checks: readonly Check[],
  context: Context,
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
    const run = runCheck(check, context, signal).then((verdict) => {
      running.delete(check.id);
      settle(verdict);
    });
    running.set(check.id, run);
  };

  while (verdicts.size < checks.length) {
    const waiting = checks.filter(({ id }) => !verdicts.has(id) && !running.has(id));
    const blocked = waiting.find((check) => blocker(check, verdicts) !== undefined);
    if (blocked) {
      settle(checkVerdict(blocked, "blocked", { blockedBy: blocker(blocked, verdicts) }));
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

function blocker(check: Check, verdicts: ReadonlyMap<string, CheckVerdict>): string | undefined {
  return check.needs?.find((id) => verdicts.has(id) && verdicts.get(id)?.status !== "pass");
}
