import { perform } from "#core/acts/perform.ts";
import { UnsupportedError } from "#core/cluster.ts";
import type { Context } from "#core/context.ts";
import { milliseconds } from "#core/duration.ts";
import { causeWords } from "#core/error.ts";
import type { Check } from "#core/generated/lab.ts";
import type { CheckVerdict } from "#core/generated/verdict.ts";
import { lookOf } from "#core/look/look.ts";
import type { Sight } from "#core/look/sight.ts";
import { checkVerdict } from "#core/verdict.ts";
import { judge } from "./assertion.ts";
import { failedCheck } from "./failed-check.ts";
import { patience } from "./patience.ts";
import { settling } from "./settling.ts";
import { holdThroughout } from "./throughout.ts";
import { type CheckOutcome, waitUntil } from "./wait-until.ts";

const DEFAULT_WITHIN = "30s";

/** Milliseconds between two rounds of what has no watch; fewer where nothing may be missed. */
const PAUSE = { wait: 250, throughout: 100 };

/** Milliseconds that controllers get to notice what a check did. */
const MOMENT = 5000;

/** Runs one check to its verdict; rejects only with the reason of `signal`. */
export async function runCheck(check: Check, context: Context, signal: AbortSignal): Promise<CheckVerdict> {
  const { clock } = context.cluster;
  const started = clock.now();
  const verdict = await decide(check, context, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const status = error instanceof UnsupportedError ? "unsupported" : "error";
    return checkVerdict(check, status, { error: causeWords(error) });
  });
  return { ...verdict, milliseconds: Math.round(clock.now() - started) };
}

async function decide(check: Check, context: Context, signal: AbortSignal): Promise<CheckVerdict> {
  const outcome = await outcomeOf(check, context, signal);
  switch (outcome.status) {
    case "pass":
      return checkVerdict(check, "pass", { points: check.points });
    case "fail": {
      const error = await context.cluster.trouble?.(context.namespace);
      if (error !== undefined) return checkVerdict(check, "error", { error });
      return await failedCheck(check, outcome, context);
    }
    default:
      return checkVerdict(check, outcome.status, { error: outcome.error });
  }
}

async function outcomeOf(check: Check, context: Context, signal: AbortSignal): Promise<CheckOutcome> {
  const { clock } = context.cluster;
  const look = lookOf(check, context, check.throughout ? PAUSE.throughout : PAUSE.wait);
  const within = milliseconds(check.within ?? DEFAULT_WITHIN) - timeSince(check, context);
  const hold = milliseconds(check.never ?? check.for ?? "0s");
  const moment = Math.min(MOMENT, within / 2);
  const judged = (sight: Sight) => judge(check, sight);
  const act = async (stop: AbortSignal) => {
    const missing = await perform(check.act ?? [], context, within, stop);
    context.acted.set(check.id, clock.now());
    return missing;
  };
  const extend = check.outlastProbes ? (sight: Sight) => patience(sight.items) : undefined;

  // What was submitted does not change.
  if (check.manifests && !check.facts && !check.act) return judgedOnce(judged(await look.once(signal)));
  if (check.throughout) {
    const before = await waitUntil({ within, hold: 0, watch: look.follow, judge: judged }, clock, signal);
    if (before.status !== "pass") return before;
    const after = Math.max(hold, look.watched ? moment : 0);
    return await holdThroughout({ watch: look.follow, judge: judged, act, hold: after }, clock, signal);
  }
  if (!check.act) return await waitUntil({ within, hold, extend, watch: look.follow, judge: judged }, clock, signal);

  const before = look.watched && { before: await look.once(signal), moment };
  const missing = await act(signal);
  if (missing) return { status: "fail", opinion: { mismatches: [missing] } };
  const watch = before ? settling(look.follow, before, clock) : look.follow;
  return await waitUntil({ within, hold, extend, watch, judge: judged }, clock, signal);
}

/** The milliseconds of `within` that are over already. */
function timeSince({ since }: Check, { acted, cluster }: Context): number {
  const then = since === undefined ? undefined : acted.get(since);
  return then === undefined ? 0 : cluster.clock.now() - then;
}

function judgedOnce(opinion: ReturnType<typeof judge>): CheckOutcome {
  return opinion.mismatches.length === 0 ? { status: "pass" } : { status: "fail", opinion };
}
