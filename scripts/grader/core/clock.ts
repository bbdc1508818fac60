/** Time as one cluster sees it, in milliseconds: real for a real cluster, simulated for a simulated one. */
export interface Clock {
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason as soon as `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
