const listeners = new Set<(error: unknown) => void>();

/**
 * Does work, and tells `failed` of each exception meanwhile that nobody waits for, from a timer or a socket: it would end
 * the process without a verdict. Whose it was is not known, so all that runs is told.
 */
export async function withUncaught<T>(failed: (error: unknown) => void, work: () => Promise<T>): Promise<T> {
  // A callback of its own for each, as one `failed` may be given twice.
  const listener = (error: unknown) => failed(error);
  if (listeners.size === 0) process.setUncaughtExceptionCaptureCallback(tellAll);
  listeners.add(listener);
  try {
    return await work();
  } finally {
    listeners.delete(listener);
    if (listeners.size === 0) process.setUncaughtExceptionCaptureCallback(null);
  }
}

function tellAll(error: unknown): void {
  for (const listener of listeners) listener(error);
}
