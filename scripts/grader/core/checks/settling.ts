import type { Clock } from "#core/clock.ts";
import type { Look } from "#core/look/look.ts";
import type { Sight } from "#core/look/sight.ts";

/**
 * Follows a look after an act: controllers need a moment to notice what was done, and until then the old status says
 * nothing. What is still as it was `before` the act is told only when `moment` (in milliseconds) is over.
 */
export function settling(
  follow: Look["follow"],
  { before, moment }: { before: Sight; moment: number },
  clock: Clock,
): Look["follow"] {
  const old = JSON.stringify(before.items);
  return (listener, signal) => {
    let kept: Sight | undefined;
    let settled = false;
    const seen = (sight: Sight) => {
      kept = sight;
      settled ||= JSON.stringify(sight.items) !== old;
      if (settled) listener.seen(sight);
    };
    const settle = () => {
      if (!settled && kept) listener.seen(kept);
      settled = true;
    };
    void clock.sleep(moment, signal).then(settle, () => undefined);
    return follow({ seen, failed: (error) => listener.failed(error) }, signal);
  };
}
