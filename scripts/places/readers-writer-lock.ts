/** Ends a turn; calling it again does nothing. */
type EndTurn = () => void;

/** Who uses a cluster: many side by side, or one alone. */
export interface Turns {
  /** Resolves when nobody is alone. */
  share(signal: AbortSignal): Promise<EndTurn>;
  /** Resolves when nobody else uses it, or waits to share it. */
  alone(signal: AbortSignal): Promise<EndTurn>;
}

interface Waiting {
  alone: boolean;
  begin: () => void;
}

/** Those who share go first: they are done sooner together than if someone alone came between them. */
export function createTurns(): Turns {
  const queue: Waiting[] = [];
  let sharing = 0;
  let alone = false;

  const next = (): void => {
    for (;;) {
      const shared = queue.findIndex((waiting) => !waiting.alone);
      const index = shared >= 0 ? shared : queue.length > 0 && sharing === 0 ? 0 : -1;
      if (alone || index < 0) return;
      queue.splice(index, 1)[0]?.begin();
    }
  };

  const take = async (wantsAlone: boolean, signal: AbortSignal): Promise<EndTurn> => {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        alone: wantsAlone,
        begin: () => {
          signal.removeEventListener("abort", giveUp);
          if (wantsAlone) alone = true;
          else sharing += 1;
          resolve();
        },
      };
      const giveUp = (): void => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal.reason);
        next();
      };
      signal.addEventListener("abort", giveUp, { once: true });
      queue.push(waiting);
      next();
    });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (wantsAlone) alone = false;
      else sharing -= 1;
      next();
    };
  };

  return { share: (signal) => take(false, signal), alone: (signal) => take(true, signal) };
}
