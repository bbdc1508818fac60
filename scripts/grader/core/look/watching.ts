import type { Clock } from "#core/clock.ts";
import { asError } from "#core/error.ts";
import type { Sight } from "./sight.ts";

/** Who is told what is seen, and that the cluster did not answer. */
export interface SightListener {
  seen(sight: Sight): void;
  failed(error: Error): void;
}

/** A watch that goes on until its signal aborts. */
export interface Watching {
  /** Resolves when the listener was told what there was after the call; rejects when the watch is over before. */
  again(): Promise<void>;
}

/** Looks again and again where nothing tells of changes, with a pause (in milliseconds) between two rounds. */
export function lookInRounds(
  look: () => Promise<Sight>,
  pause: number,
  listener: SightListener,
  clock: Clock,
  signal: AbortSignal,
): Watching {
  let waiting: PromiseWithResolvers<void>[] = [];
  const round = async () => {
    const served = waiting;
    waiting = [];
    try {
      const sight = await look();
      if (signal.aborted) return;
      listener.seen(sight);
      for (const { resolve } of served) resolve();
    } catch (error) {
      waiting.push(...served);
      if (!signal.aborted) listener.failed(asError(error));
    }
  };
  const run = async () => {
    while (!signal.aborted) {
      await round();
      await clock.sleep(pause, signal).catch(() => undefined);
    }
    for (const { reject } of waiting) reject(signal.reason);
  };
  void run();
  return {
    again() {
      const next = Promise.withResolvers<void>();
      if (signal.aborted) next.reject(signal.reason);
      else waiting.push(next);
      return next.promise;
    },
  };
}

const RETRY_MILLISECONDS = 500;

/** Looks once more beside a watch, until the cluster answers. */
export async function lookUntilSeen(
  look: () => Promise<Sight>,
  listener: SightListener,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const sight = await look();
      signal.throwIfAborted();
      return listener.seen(sight);
    } catch (error) {
      signal.throwIfAborted();
      listener.failed(asError(error));
    }
    await clock.sleep(RETRY_MILLISECONDS, signal);
  }
}
