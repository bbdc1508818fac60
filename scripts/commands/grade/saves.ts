import { watch } from "node:fs";
import { digestOf } from "#core/digest.ts";
import type { SubmittedFile } from "#core/submission/submission.ts";
import { readSubmittedFiles } from "#course/submitted-files.ts";

/** Editors save in several steps, some by way of a second file: milliseconds of quiet after which a save is over. */
const QUIET = 40;

/**
 * A folder's files now, and again each time that they have other contents after a save. While who asked is busy, saves are
 * gathered into one. Ends by throwing the reason of `signal`.
 */
export async function* saves(folder: string, signal: AbortSignal, quietFor = QUIET): AsyncGenerator<SubmittedFile[]> {
  let changed = anotherChange();
  let quiet: NodeJS.Timeout | undefined;
  const watcher = watch(folder, () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => changed.resolve(), quietFor);
  });
  const stop = () => changed.reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  watcher.on("error", (error) => changed.reject(error));
  let last: string | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      // A file that is gone between two looks is in the middle of a save.
      const files = await readSubmittedFiles(folder).catch(() => undefined);
      const digest = files && digestOf(files);
      if (files && digest !== last) {
        last = digest;
        yield files;
      }
      await changed.promise;
      changed = anotherChange();
    }
  } finally {
    clearTimeout(quiet);
    signal.removeEventListener("abort", stop);
    watcher.close();
  }
}

function anotherChange(): PromiseWithResolvers<void> {
  const change = Promise.withResolvers<void>();
  // It may be told while nobody waits for it.
  change.promise.catch(() => undefined);
  return change;
}
