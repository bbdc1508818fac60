import { type Cluster, wrapEtcd } from "#simulator/webernetes/webernetes.ts";

/** Whether the API server answers; while it does not, every read and write fails. */
export interface Outage {
  /** Why it does not answer; undefined while it does. */
  readonly cause: Error | undefined;
  begin(cause: Error): void;
  end(): void;
  /** Calls `tell` when an outage begins, until the signal aborts: watches hear of it only so. */
  onBegin(tell: (cause: Error) => void, signal: AbortSignal): void;
}

/** More writes in one moment of simulated time than any number of Pods that fits on the nodes could make. */
const MOST_WRITES = 1500;

/**
 * Puts a switch between the API server and its store. It is also thrown, for good, when the controllers write without
 * end and without time passing: nothing else would ever get a turn again.
 */
export function addOutageSwitch(cluster: Cluster): Outage {
  const listeners = new Set<(cause: Error) => void>();
  let cause: Error | undefined;
  let ranAway: Error | undefined;
  let moment = 0;
  let writes = 0;

  function begin(error: Error): void {
    cause = error;
    for (const tell of listeners) tell(error);
  }

  function countWrite(): void {
    const now = cluster.clock.nowMs();
    writes = now === moment ? writes + 1 : 1;
    moment = now;
    if (writes <= MOST_WRITES) return;
    ranAway = new Error(
      `The simulated cluster does not come to rest: its controllers have written ${MOST_WRITES} times while no time passed.`,
    );
    begin(ranAway);
  }

  wrapEtcd(cluster, (isWrite) => {
    if (cause) throw cause;
    if (isWrite) countWrite();
    if (cause) throw cause;
  });
  return {
    get cause() {
      return cause;
    },
    begin,
    end: () => {
      cause = ranAway;
    },
    onBegin: (tell, signal) => {
      listeners.add(tell);
      signal.addEventListener("abort", () => listeners.delete(tell), { once: true });
    },
  };
}
