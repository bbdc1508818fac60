import { constants } from "node:os";
import { setFailed } from "@actions/core";
import { causeWords } from "#core/error.ts";
import { neutral } from "./log.ts";

/** The runner sends these when a job is cancelled or takes too long. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Runs an entry of the action: what it throws fails the step with a readable reason, and a cancelled job cleans up first. */
export async function runAction(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const cancelled = new AbortController();
  for (const name of SIGNALS) {
    process.once(name, () => {
      process.exitCode = 128 + constants.signals[name];
      cancelled.abort(new Error("The job was cancelled."));
    });
  }
  try {
    await run(cancelled.signal);
  } catch (error) {
    setFailed(neutral(causeWords(error)));
  }
}
